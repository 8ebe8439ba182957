/** One call of the HTTP interface: method, path, JSON body. Rejects with the server's words when it answers with an error. */
export type CallApi = <T = unknown>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<T>;

/** What a page of ours sends with a session's cookie. */
const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin", "x-sopflow": "1" };

/** Uses up a sign-in link of an administrator; answers a key that may do everything. */
export async function openApi(url: string, link: string): Promise<string> {
  const opened = await fetch(`${url}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0];
  if (!opened.ok || !cookie) throw new Error(`the link did not sign in: ${opened.status}`);
  const call = callWith(url, { cookie, ...FROM_OUR_PAGE });
  const scopes = ["admin", "read", "intake", "tasks", "flows"];
  return (await call<{ secret: string }>("POST", "/v1/keys", { name: "browser tests", scopes })).secret;
}

/** Calls as a machine with a key. */
export const callerWith = (url: string, secret: string): CallApi =>
  callWith(url, { authorization: `Bearer ${secret}` });

function callWith(url: string, identity: Readonly<Record<string, string>>): CallApi {
  return async <T>(method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...identity, ...headers, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T; // the caller knows the route's answer
  };
}
