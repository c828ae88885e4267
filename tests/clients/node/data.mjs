// What devices are and say: inventory, identity, measurements, events, alarms, operations, audit.
import { Buffer } from 'node:buffer';

const TIME = '2026-01-15T11:00:00.000Z';

async function pumps(client, count) {
  const made = [];
  for (let number = 1; number <= count; number += 1) {
    made.push((await client.inventory.create({ name: `Pump ${number}`, type: 'acme_Pump', c8y_IsDevice: {} })).data);
  }
  return made;
}

const names = (objects) => objects.map(({ name }) => name);

export async function managedObject({ client }) {
  const { data: made } = await client.inventory.create({ name: 'Pump 7', acme_Old: {} });
  const { data: changed } = await client.inventory.update({ ...made, name: 'Pump 8', acme_Old: null });
  const { data: read } = await client.inventory.detail(made.id);
  const { res } = await client.inventory.delete(made.id);
  return { made: made.name, changed: changed.name, kept: 'acme_Old' in read, deleted: res.status };
}

export async function unknownObject({ client }) {
  return client.inventory.detail('4711');
}

export async function paging({ client }) {
  await pumps(client, 5);
  const found = [];
  let page = await client.inventory.list({ pageSize: 2, type: 'acme_Pump', withTotalPages: true });
  const { totalPages } = page.paging;
  while (page.data.length) {
    found.push(names(page.data));
    if (page.paging.nextPage === null) break;
    page = await page.paging.next();
  }
  const first = await client.inventory.list({ pageSize: 2, currentPage: 2, type: 'acme_Pump' });
  return { found, totalPages, previous: names((await first.paging.prev()).data) };
}

export async function queries({ client }) {
  await pumps(client, 3);
  await client.inventory.create({ name: 'Hall 3' });
  const named = { name: '*3' };
  const sorted = { __filter: { type: 'acme_Pump' }, __orderby: [{ name: -1 }] };
  return {
    objects: names((await client.inventory.listQuery(named)).data),
    devices: names((await client.inventory.listQueryDevices(named)).data),
    sorted: names((await client.inventory.listQuery(sorted)).data),
  };
}

export async function count({ client }) {
  await pumps(client, 3);
  await client.inventory.create({ name: 'Hall' });
  return {
    all: (await client.inventory.count()).data,
    pumps: (await client.inventory.count({ type: 'acme_Pump' })).data,
    queried: (await client.inventory.count({ query: "name eq 'Pump 1'" })).data,
  };
}

export async function children({ client }) {
  const [first, second, third] = await pumps(client, 3);
  const { data: hall } = await client.inventory.create({ name: 'Hall', c8y_IsDeviceGroup: {} });
  const { data: added } = await client.inventory.childAssetsAdd(first.id, hall.id);
  const { data: several } = await client.inventory.childAssetsBulkAdd([second.id, third.id], hall.id);
  const { data: made } = await client.inventory.childAssetsCreate({ name: 'Pump 4' }, hall.id);
  const page = await client.inventory.childAssetsList(hall.id, { pageSize: 3, withTotalPages: true });
  const next = await page.paging.next();
  await client.inventory.childAssetsRemove(first.id, hall.id);
  const { data: left } = await client.inventory.childAssetsList(hall.id);
  return {
    added: added.name,
    several: several.map(({ id }) => id).length,
    made: made.name,
    pages: [names(page.data), names(next.data)],
    totalPages: page.paging.totalPages,
    left: names(left),
  };
}

export async function file({ client }) {
  const { data: made } = await client.inventoryBinary.create(Buffer.from('hello'), { name: 'greeting.txt' });
  const content = await (await client.inventoryBinary.download(made.id)).text();
  const { res } = await client.inventoryBinary.delete(made.id);
  return { self: made.self.endsWith(`/inventory/binaries/${made.id}`), content, deleted: res.status };
}

export async function identity({ client }) {
  const [pump] = await pumps(client, 1);
  const name = { type: 'c8y_Serial', externalId: 'sn-7' };
  const { data: made } = await client.identity.create({ ...name, managedObject: { id: pump.id } });
  const { data: read } = await client.identity.detail(name);
  const { data: listed } = await client.identity.list(pump.id);
  const { res } = await client.identity.delete(name);
  return { made: made.externalId, same: read.managedObject.id === pump.id, listed: listed.length, deleted: res.status };
}

export async function series({ client }) {
  const [pump] = await pumps(client, 1);
  const flow = (value, time) => ({ sourceId: pump.id, time, type: 'acme_Flow', acme_Flow: { F: { value, unit: 'l' } } });
  await client.measurement.create(flow(1, TIME));
  await client.measurement.create(flow(3, '2026-01-15T11:05:00.000Z'));
  const bounds = { dateFrom: TIME, dateTo: '2026-01-15T12:00:00.000Z' };
  const { data } = await client.measurement.listSeries({ source: pump.id, series: ['acme_Flow.F'], ...bounds });
  const { data: listed } = await client.measurement.list({ source: pump.id });
  return {
    values: Object.values(data.values).map(([{ max }]) => max),
    series: data.series,
    truncated: data.truncated,
    listed: listed.length,
    supported: await client.inventory.getMeasurementsAndSeries(pump.id),
  };
}

export async function event({ client }) {
  const [pump] = await pumps(client, 1);
  const source = { id: pump.id };
  const { data: made } = await client.event.create({ source, type: 'acme_Start', text: 'Started', time: TIME });
  const { data: changed } = await client.event.update({ id: made.id, text: 'Restarted' });
  const { data: listed } = await client.event.list({ source: pump.id });
  const { res } = await client.event.delete(made.id);
  return { changed: changed.text, listed: listed.length, deleted: res.status };
}

export async function attachment({ client }) {
  const [pump] = await pumps(client, 1);
  const source = { id: pump.id };
  const { data: made } = await client.event.create({ source, type: 'acme_Log', text: 'Log', time: TIME });
  const { EventBinaryService } = await import('@c8y/client');
  const binaries = new EventBinaryService(client.core);
  await binaries.upload(Buffer.from('line'), made.id);
  const content = await (await binaries.download(made.id)).text();
  const { data: read } = await client.event.detail(made.id);
  return { content, marked: 'c8y_IsBinary' in read };
}

export async function alarm({ client }) {
  const [pump] = await pumps(client, 1);
  const leak = { source: { id: pump.id }, type: 'acme_Leak', text: 'Leak', severity: 'MAJOR', time: TIME };
  const { data: made } = await client.alarm.create({ ...leak });
  const { data: again } = await client.alarm.create({ ...leak });
  const { data: changed } = await client.alarm.update({ id: made.id, status: 'ACKNOWLEDGED' });
  const open = (await client.alarm.count({ resolved: false })).data;
  await client.alarm.updateBulk({ status: 'CLEARED' }, { source: pump.id, resolved: false });
  const { data: listed } = await client.alarm.list({ source: pump.id });
  return {
    count: again.count,
    status: changed.status,
    open,
    cleared: (await client.alarm.count({ status: 'CLEARED' })).data,
    listed: listed.map(({ status }) => status),
  };
}

export async function operation({ client }) {
  const { data: pump } = await client.inventory.create({ c8y_IsDevice: {}, com_cumulocity_model_Agent: {} });
  const { data: made } = await client.operation.create({ deviceId: pump.id, c8y_Restart: {} });
  const { data: changed } = await client.operation.update({ id: made.id, status: 'EXECUTING' });
  const { data: listed } = await client.operation.list({ deviceId: pump.id });
  return { made: made.status, changed: changed.status, listed: listed.length };
}

export async function audit({ client }) {
  const record = { activity: 'Valve turned', text: 'By hand', type: 'Inventory', time: TIME, source: { id: '1' } };
  const { data: made } = await client.audit.create({ ...record });
  const { data: listed } = await client.audit.list({ type: 'Inventory' });
  return { user: made.user, listed: listed.map(({ activity }) => activity) };
}
