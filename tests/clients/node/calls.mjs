// Calls functions of the scripts in this folder, one after the other, for as long as it is asked to.
//
// Each line of the input is a JSON object with the names of a script and of one of its functions, the login to work
// with, and the values to hand over. The answer is a line as well: what the function returned, what the platform
// refused, or what went wrong.
import { createInterface } from 'node:readline';
import { BasicAuth, Client } from '@c8y/client';

function connect({ baseUrl, tenant, user, password }) {
  const client = new Client(new BasicAuth({ tenant, user, password }), baseUrl);
  client.core.tenant = tenant;
  return client;
}

async function answer({ script, name, login, values }) {
  try {
    const { [name]: called } = await import(`./${script}.mjs`);
    return { returned: (await called({ client: connect(login), ...login }, ...values)) ?? null };
  } catch (problem) {
    if (!problem?.res) return { failed: String(problem?.stack ?? problem) };
    return { refused: { status: problem.res.status, data: problem.data ?? null } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
process.exit(); // Idle connections must not keep the program alive.
