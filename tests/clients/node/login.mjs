// Ways to sign in.
import { Client } from '@c8y/client';

async function whoami(client) {
  const { data } = await client.user.current();
  return { tenant: client.core.tenant, user: data.userName };
}

export async function basic({ baseUrl, user, password }) {
  return whoami(await Client.authenticate({ user, password }, baseUrl));
}

export async function basicWithTenant({ baseUrl, tenant, user, password }) {
  return whoami(await Client.authenticate({ tenant, user, password }, baseUrl));
}

export async function token({ baseUrl, tenant, user, password }) {
  return whoami(await Client.authenticateViaOAuthInternal({ tenant, user, password }, baseUrl));
}

export async function tokenWithoutTenant({ baseUrl, user, password }) {
  return whoami(await Client.authenticateViaOAuthInternal({ user, password }, baseUrl));
}

export async function cookie({ baseUrl, user, password }) {
  const client = await Client.authenticateViaOAuthInternalCookie({ user, password }, baseUrl);
  const { data } = await client.inventory.create({ name: 'written with the token of a cookie' });
  return { ...(await whoami(client)), owner: data.owner };
}

export async function wrongPassword({ baseUrl, user }) {
  return whoami(await Client.authenticate({ user, password: 'wrong' }, baseUrl));
}

export async function wrongPasswordForAToken({ baseUrl, tenant, user }) {
  return whoami(await Client.authenticateViaOAuthInternal({ tenant, user, password: 'wrong' }, baseUrl));
}

export async function withoutLogin({ baseUrl }) {
  const answer = await new Client(undefined, baseUrl).core.fetch('/user/currentUser');
  return { status: answer.status, scheme: answer.headers.get('www-authenticate') };
}
