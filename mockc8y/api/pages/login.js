// Signs a user in as the official login application does, then goes where the user wanted to go.

const WANTED = "c8yRedirectAfterLoginPath"; // in session storage, put there by the application
const BASIC_TOKEN = "_tcy8"; // where applications look for the credentials of a basic login
const SESSION = "OAUTH2_INTERNAL";
const BASIC = "BASIC";
const SINGLE_SIGN_ON = "OAUTH2";

const element = (id) => document.getElementById(id);
const form = document.querySelector("form");

class Refused extends Error {}

// Anything but a page of this very origin is passed over: a link must not lead people away with their trust.
export function destination(wanted, origin) {
  try {
    const url = new URL(wanted, origin);
    const isOurs = url.origin === origin && ["http:", "https:"].includes(url.protocol);
    return isOurs && !url.pathname.startsWith("/apps/public/login") ? url.href : `${origin}/`;
  } catch {
    return `${origin}/`;
  }
}

// The user may be written as `tenant/user`; what stands in the field of the tenant counts less.
export function named(user, tenant) {
  const slash = user.indexOf("/");
  return slash < 1 ? { tenant, user } : { tenant: user.slice(0, slash), user: user.slice(slash + 1) };
}

export function basicToken(tenant, user, password) {
  const bytes = new TextEncoder().encode(`${tenant}/${user}:${password}`);
  return btoa(String.fromCharCode(...bytes));
}

async function ask(path, init = {}) {
  let response;
  try {
    response = await fetch(path, { ...init, headers: { UseXBasic: "true", ...init.headers } });
  } catch {
    throw new Refused("The server does not answer. Is it still running?");
  }
  if (response.ok) return response;
  const { message } = await response.json().catch(() => ({}));
  throw new Refused(message ?? `The server answered ${response.status}.`);
}

async function loginOptions(tenant) {
  const query = tenant ? `?tenantId=${encodeURIComponent(tenant)}` : "";
  const response = await ask(`/tenant/loginOptions${query}`).catch(() => undefined);
  const { loginOptions: options = [] } = response ? await response.json() : {};
  return options.filter((option) => option.visibleOnLoginPage);
}

const mode = (options) =>
  [SESSION, BASIC].find((type) => options.some((option) => option.type === type)) ?? BASIC;

async function openSession({ tenant, user }, password, code) {
  const fields = { grant_type: "PASSWORD", username: user, password };
  const body = new URLSearchParams(code ? { ...fields, tfa_code: code } : fields);
  await ask(`/tenant/oauth?tenant_id=${encodeURIComponent(tenant)}`, { method: "POST", body });
  if (!/(^|; )XSRF-TOKEN=/.test(document.cookie)) {
    throw new Refused("Signed in, but the browser did not keep the cookies.");
  }
  localStorage.removeItem(BASIC_TOKEN);
  sessionStorage.removeItem(BASIC_TOKEN);
}

async function keepCredentials({ tenant, user }, password) {
  const token = basicToken(tenant, user, password);
  const headers = { Authorization: `Basic ${token}` };
  await ask("/tenant/currentTenant?withParent=true", { headers });
  await ask("/user/currentUser", { headers });
  (element("remember").checked ? localStorage : sessionStorage).setItem(BASIC_TOKEN, token);
}

async function signIn() {
  await prepared;
  const who = named(element("user").value.trim(), element("tenant").value.trim());
  const password = element("password").value;
  if (mode(await loginOptions(who.tenant)) === SESSION) {
    await openSession(who, password, element("code").value.trim());
  } else {
    await keepCredentials(who, password);
  }
}

function show(message) {
  element("notice").textContent = message;
  element("notice").hidden = !message;
}

function explain(problem) {
  if (!(problem instanceof Refused)) throw problem;
  if (/TOTP setup required/i.test(problem.message)) {
    show("This account has to set up its second factor first.");
  } else if (/TFA|TOTP/.test(problem.message)) {
    show(element("code-field").hidden ? "Please enter the code of your second factor." : "The code is not right.");
    element("code-field").hidden = false;
    element("code").required = true;
    element("code").select();
  } else if (/credentials/i.test(problem.message)) {
    show("Wrong user name or password.");
    element("password").select();
  } else {
    show(problem.message);
  }
}

async function submitted(event) {
  event.preventDefault();
  show("");
  element("submit").disabled = true;
  try {
    await signIn();
    const wanted = sessionStorage.getItem(WANTED) ?? "/";
    sessionStorage.removeItem(WANTED);
    location.replace(destination(wanted, location.origin));
  } catch (problem) {
    explain(problem);
  } finally {
    element("submit").disabled = false;
  }
}

function offer(option) {
  const url = new URL(option.initRequest ?? "", location.origin);
  if (!["http:", "https:"].includes(url.protocol)) return;
  const link = document.createElement("a");
  link.className = "button";
  link.href = url.href;
  link.textContent = option.buttonName || "Single sign-on";
  element("others").append(link);
}

async function prepare() {
  const query = new URLSearchParams(location.search);
  const { tenant, asksForTenant } = await (await ask("context.json")).json();
  element("tenant").value = tenant;
  element("tenant-field").hidden = !asksForTenant && !query.has("showTenant");
  element("tenant").required = !element("tenant-field").hidden;
  if (element("tenant-field").hidden) element("place").textContent = `mockc8y, tenant ${tenant}`;
  const options = await loginOptions(tenant);
  element("remember-field").hidden = mode(options) === SESSION;
  options.filter((option) => option.type === SINGLE_SIGN_ON).forEach(offer);
  if (query.has("error")) show(query.get("error_description") || query.get("error"));
  if (query.has("token")) show("Resetting a forgotten password is not emulated. Ask your administrator for a new one.");
}

const prepared = prepare().catch(explain);
form.addEventListener("submit", submitted);
