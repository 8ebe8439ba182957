import { createHash } from "node:crypto";

export interface JsSdkParts {
  /** A corp ticket for `config`, an app ticket for `agentConfig`. Never leaves the server. */
  readonly ticket: string;
  readonly nonce: string;
  /** Seconds, as the page passes it on. */
  readonly timestamp: number;
  /** The page's address; what follows `#` is not signed. */
  readonly url: string;
}

/** Signs a page for the JS-SDK: lower-case hex SHA-1. */
export function signJsSdk({ ticket, nonce, timestamp, url }: JsSdkParts): string {
  const [page = ""] = url.split("#", 1);
  return createHash("sha1")
    .update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${page}`)
    .digest("hex");
}
