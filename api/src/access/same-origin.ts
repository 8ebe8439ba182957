/** Header that our own pages send with every change; a foreign form or image cannot add it. */
export const CSRF_HEADER = "x-sopflow";

export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly "sec-fetch-site"?: string | undefined;
  readonly [CSRF_HEADER]?: string | undefined;
}

/** Whether the browser says that a request comes from our own page; undefined when it says nothing. */
export function isSameOrigin(headers: OriginHeaders): boolean | undefined {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  if (headers.origin === undefined) return undefined;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false; // "null" and other things that are no address
  }
}

/** Whether a change that a session cookie vouches for may go on: known to come from our page, with our header. */
export const mayChange = (headers: OriginHeaders): boolean =>
  headers[CSRF_HEADER] === "1" && isSameOrigin(headers) === true;
