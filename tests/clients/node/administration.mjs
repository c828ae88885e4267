// The tenant, its users, groups, options and applications.
import { Buffer } from 'node:buffer';

export async function currentTenant({ client }) {
  return (await client.tenant.current()).data;
}

export async function currentUser({ client }) {
  const { data } = await client.user.current();
  const { data: effective } = await client.user.currentWithEffectiveRoles();
  return {
    user: data.userName,
    // Throws if a group comes without its roles.
    isUserManager: client.user.hasRole(data, 'ROLE_USER_MANAGEMENT_ADMIN'),
    isDevice: client.user.hasRole(data, 'ROLE_DEVICE'),
    isEffectiveUserManager: client.user.hasRole(effective, 'ROLE_USER_MANAGEMENT_ADMIN'),
  };
}

const ANA = { userName: 'ana@acme.test', email: 'ana@acme.test', password: 'Str0ng!pass', enabled: true };

export async function user({ client }) {
  const { data: made } = await client.user.create({ ...ANA });
  const { data: changed } = await client.user.update({ id: made.id, firstName: 'Ana' });
  const { data: read } = await client.user.detail(made.id);
  const { data: listed, paging } = await client.user.list({ pageSize: 100, withTotalPages: true });
  const { res } = await client.user.delete(made.id);
  return {
    id: made.id,
    changed: changed.firstName,
    read: read.firstName,
    listed: listed.map(({ userName }) => userName),
    totalPages: paging.totalPages,
    deleted: res.status,
  };
}

export async function group({ client }) {
  const { data: ana } = await client.user.create({ ...ANA });
  const { data: made } = await client.userGroup.create({ name: 'Operators' });
  const { data: roles } = await client.userRole.list({ pageSize: 1000 });
  const role = roles.find(({ id }) => id === 'ROLE_ALARM_READ');
  const added = await client.userGroup.addUserToGroup(made.id, ana.self);
  const given = await client.userGroup.addRoleToGroup(made.id, role.self);
  const { data: read } = await client.user.detail(ana.id);
  const { data: after } = await client.userGroup.detail(made.id);
  const holds = client.user.hasRole(read, 'ROLE_ALARM_READ');
  await client.userGroup.removeRoleFromGroup(made.id, role.id);
  await client.userGroup.removeUserFromGroup(made.id, ana.id);
  const { data: left } = await client.user.detail(ana.id);
  return {
    statuses: [added.res.status, given.res.status],
    roles: after.roles.references.map((reference) => reference.role.id),
    holds,
    holdsAfterwards: client.user.hasRole(left, 'ROLE_ALARM_READ'),
  };
}

export async function option({ client }) {
  const name = { category: 'acme', key: 'greeting' };
  await client.options.tenant.create({ ...name, value: 'hello' });
  const { data: read } = await client.options.tenant.detail(name);
  const { data: changed } = await client.options.tenant.update({ ...name, value: 'goodbye' });
  const { data: listed } = await client.options.tenant.list({ pageSize: 100 });
  await client.options.tenant.delete(name);
  return { read: read.value, changed: changed.value, listed: listed.map(({ category, key }) => `${category}/${key}`) };
}

export async function missingOption({ client }) {
  return client.options.tenant.detail({ category: 'acme', key: 'absent' });
}

export async function systemVersion({ client }) {
  return (await client.options.system.detail({ category: 'system', key: 'version' })).data.value;
}

const SHOP = { name: 'Shop', key: 'shop-key', contextPath: 'shop', type: 'HOSTED', acmeColour: 'green' };

export async function application({ client }) {
  const { data: made } = await client.application.create({ ...SHOP });
  const { data: byName } = await client.application.listByName('Shop');
  const { data: byOwner } = await client.application.listByOwner(client.core.tenant, { pageSize: 100 });
  const { data: changed } = await client.application.update({ id: made.id, description: 'Sells' });
  const { data: available } = await client.application.isAvailable('Shop');
  await client.application.delete(made.id);
  return {
    kept: made.acmeColour,
    owner: made.owner.tenant.id,
    sameByName: byName[0].id === made.id,
    ownedHere: byOwner.some(({ id }) => id === made.id),
    changed: changed.description,
    available,
  };
}

export async function uploadedBinary({ client }, archive) {
  const { data: made } = await client.application.create({ ...SHOP });
  const binary = await client.application.binary(made).upload(Buffer.from(archive, 'base64'), 'shop.zip');
  await client.application.update({ id: made.id, activeVersionId: binary.data.id });
  const page = await client.core.fetch('/apps/shop/index.html');
  const { data: manifest } = await client.application.getManifestOfContextPath('shop');
  return { status: page.status, page: await page.text(), manifest: manifest.contextPath };
}

export async function inventoryRole({ client }) {
  const permissions = [{ permission: 'READ', type: '*', scope: '*' }];
  const { data: role } = await client.inventoryRole.create({ name: 'Watchers', permissions });
  const { data: ana } = await client.user.create({ ...ANA });
  const { data: hall } = await client.inventory.create({ name: 'Hall' });
  const assignments = client.user.inventoryAssignment(ana.id);
  await assignments.create({ managedObject: hall.id, roles: [{ id: role.id }] });
  const { data: listed } = await assignments.list();
  return { hall: hall.id, assigned: listed.map(({ managedObject, roles }) => [managedObject, roles[0].name]) };
}

export async function loginOptions({ client }) {
  return (await client.options.login.list()).data.map(({ type }) => type);
}
