// Real-time notifications, by long polling as the client does under Node, and over a websocket as in a browser.
import { Realtime } from '@c8y/client';
import { WebSocket } from 'ws';

const TIME = '2026-01-15T11:00:00.000Z';
const PATIENCE = 10_000;

// The client takes the globals of a browser, of which its own stand-in for Node has all but this one.
const TRANSPORTS = { polling: () => delete window.WebSocket, websocket: () => (window.WebSocket = WebSocket) };

function until(condition, what) {
  const start = Date.now();
  return new Promise((done, fail) => {
    const look = () => {
      if (condition()) done();
      else if (Date.now() - start > PATIENCE) fail(new Error(`waited in vain until ${what}`));
      else setTimeout(look, 5);
    };
    look();
  });
}

class Listener {
  constructor(client, transport) {
    // A subscription that comes first makes the client load what it needs, with the globals that it replaces.
    this.realtime = new Realtime(client.core, '/notification/realtime', () => {});
    void this.realtime.cometd;
    TRANSPORTS[transport]();
    this.realtime = new Realtime(client.core, '/notification/realtime', () => {});
    this.heard = [];
    this.handshakes = 0;
    this.realtime.addHandshakeListener(({ successful }) => (this.handshakes += successful ? 1 : 0));
  }

  async subscribe(channel) {
    let isThere = false;
    const listener = this.realtime.cometd.addListener('/meta/subscribe', (reply) => (isThere ||= reply.successful));
    const made = this.realtime.subscribe(channel, ({ channel: from, data }) => this.heard.push({ from, ...data }));
    await until(() => isThere, `the subscription to ${channel} is there`);
    this.realtime.cometd.removeListener(listener);
    return made;
  }

  async unsubscribe(subscription) {
    let isGone = false;
    const listener = this.realtime.cometd.addListener('/meta/unsubscribe', (reply) => (isGone ||= reply.successful));
    this.realtime.unsubscribe(subscription);
    await until(() => isGone, 'the subscription is gone');
    this.realtime.cometd.removeListener(listener);
  }

  hears(count) {
    return until(() => this.heard.length >= count, `${count} notifications came, not ${this.heard.length}`);
  }

  async end() {
    this.realtime.disconnect();
    await until(() => this.realtime.isDisconnected(), 'the client is disconnected');
    return this.heard;
  }
}

const flow = (source, value) => ({ sourceId: source.id, type: 'acme_Flow', time: TIME, acme_Flow: { F: { value } } });
const pump = async (client) => (await client.inventory.create({ name: 'Pump', c8y_IsDevice: {} })).data;
const values = (heard) => heard.map(({ data }) => data.acme_Flow.F.value);

export async function changes({ client }, transport) {
  const listener = new Listener(client, transport);
  const device = await pump(client);
  await listener.subscribe(`/managedobjects/${device.id}`);
  const used = listener.realtime.cometd.getTransport().getType();
  const { data: changed } = await client.inventory.update({ id: device.id, name: 'Pump 8' });
  await listener.hears(1);
  await client.inventory.delete(device.id);
  await listener.hears(2);
  const heard = await listener.end();
  return { used, device: device.id, changed, heard };
}

export async function order({ client }, transport, count) {
  const listener = new Listener(client, transport);
  const device = await pump(client);
  await listener.subscribe('/measurements/*');
  for (let value = 0; value < count; value += 1) await client.measurement.create(flow(device, value));
  await listener.hears(count);
  const heard = await listener.end();
  return { values: values(heard), channels: [...new Set(heard.map(({ from }) => from))], device: device.id };
}

export async function again({ client }, transport) {
  const listener = new Listener(client, transport);
  const device = await pump(client);
  const channel = `/measurements/${device.id}`;
  const first = await listener.subscribe(channel);
  await client.measurement.create(flow(device, 1));
  await listener.hears(1);
  await listener.unsubscribe(first);
  await client.measurement.create(flow(device, 2));
  await listener.subscribe(channel);
  await client.measurement.create(flow(device, 3));
  await client.measurement.create(flow(device, 4));
  await listener.hears(3);
  return values(await listener.end());
}

// A session that ended behind the client's back is replaced; the application subscribes again.
export async function lostSession({ client }, transport) {
  const listener = new Listener(client, transport);
  const device = await pump(client);
  const channel = `/measurements/${device.id}`;
  await listener.subscribe(channel);
  const before = listener.realtime.cometd.getClientId();
  await end(client, before);
  await until(() => listener.handshakes === 2, 'the client shook hands again');
  await listener.subscribe(channel);
  await client.measurement.create(flow(device, 5));
  await listener.hears(1);
  const after = listener.realtime.cometd.getClientId();
  return { isAnother: after !== before, values: values(await listener.end()) };
}

function end(client, clientId) {
  const body = JSON.stringify([{ channel: '/meta/disconnect', clientId }]);
  return client.core.fetch('/notification/realtime', {
    method: 'POST', body, headers: { 'content-type': 'application/json' },
  });
}

// A websocket that breaks is replaced by another one, with the session and its subscriptions.
export async function lostWebsocket({ client }) {
  const listener = new Listener(client, 'websocket');
  const device = await pump(client);
  const sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      sockets.push(this);
    }
  };
  await listener.subscribe(`/measurements/${device.id}`);
  await client.measurement.create(flow(device, 1));
  await listener.hears(1);
  sockets[0].close(1001);
  await until(() => sockets[0].readyState === WebSocket.CLOSED, 'the server knows');
  await client.measurement.create(flow(device, 2));
  await listener.hears(2);
  return { isAnother: sockets.length > 1, handshakes: listener.handshakes, values: values(await listener.end()) };
}
