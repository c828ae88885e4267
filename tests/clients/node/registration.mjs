// How a device is let in.
import { Buffer } from 'node:buffer';
import { Client } from '@c8y/client';

export async function bootstrap({ client, baseUrl }, user, password) {
  await client.deviceRegistration.create({ id: 'pump-7' });
  const basicAuthToken = Buffer.from(`${user}:${password}`).toString('base64');
  const waiting = Client.deviceBootstrap({ deviceId: 'pump-7', timeout: 20000, baseUrl, basicAuthToken });
  await accepted(client, 'pump-7');
  const device = await waiting;
  const { data: made } = await device.inventory.create({ name: 'Pump 7', c8y_IsDevice: {} });
  await device.measurement.create({ sourceId: made.id, acme_Flow: { F: { value: 1 } } });
  const { data: left } = await client.deviceRegistration.list();
  return { tenant: device.core.tenant, owner: made.owner, left: left.length };
}

// The client polls without a pause, so its requests and ours take turns.
async function accepted(client, id) {
  const limit = Date.now() + 20000;
  while (Date.now() < limit) {
    try {
      return (await client.deviceRegistration.accept(id)).data;
    } catch (problem) {
      if (problem.res?.status !== 422) throw problem;
    }
  }
  throw new Error(`${id} was never accepted`);
}

export async function securityToken({ client }, user, password) {
  await client.deviceRegistration.create({ id: 'pump-7' });
  const device = { id: 'pump-7', securityToken: 'secret' };
  const asked = await refusal(() => poll(client, device, user, password));
  const guessed = await refusal(() => client.deviceRegistration.accept('pump-7', 'guess'));
  const { data } = await client.deviceRegistration.accept(device);
  const { data: credentials } = await poll(client, device, user, password);
  return { asked, guessed, status: data.status, user: credentials.username };
}

// This request carries the login of the device that has none of its own, not that of the client.
async function poll(client, device, user, pass) {
  return client.deviceRegistration.bootstrap(device, { basicAuth: { user, pass } });
}

async function refusal(call) {
  try {
    await call();
  } catch (problem) {
    return problem.res.status;
  }
  return null;
}

export async function everyone({ client }, user, password) {
  for (const id of ['pump-7', 'pump-8', 'pump-9']) await client.deviceRegistration.create({ id });
  await refusal(() => poll(client, { id: 'pump-7' }, user, password));
  await refusal(() => poll(client, { id: 'pump-8' }, user, password));
  const { data: accepted } = await client.deviceRegistration.acceptAll();
  const { data: listed, paging } = await client.deviceRegistration.list({ pageSize: 100, withTotalPages: true });
  const { data: limit } = await client.deviceRegistration.limit();
  await client.deviceRegistration.delete('pump-9');
  return {
    accepted,
    listed: listed.map(({ id, status }) => [id, status]),
    totalPages: paging.totalPages,
    isReached: limit.isReached,
    deleted: await refusal(() => client.deviceRegistration.detail('pump-9')),
  };
}

export async function table({ client }) {
  const csv = 'ID,CREDENTIALS,TENANT,TYPE,NAME,PATH,SHELL\npump-7,Str0ng!pass,t1,acme_Pump,Pump 7,Plant/Hall,1';
  const { res, data } = await client.deviceRegistrationBulk.create(Buffer.from(csv));
  const { data: found } = await client.inventory.listQueryDevices({ name: 'Pump 7' });
  return { status: res.status, created: data.numberOfCreated, failed: data.failedCreationList, owner: found[0].owner };
}
