import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, isIPv6 } from "node:net";
import { isAllowedHost } from "@sopflow/schemas";
import { isPrivateAddress } from "./address-policy.js";

/** Where calls may go (brand settings). */
export interface OutboundPolicy {
  readonly allowedHosts: readonly string[];
  readonly allowPrivate: boolean;
}

/** The call may not be made, however often it is tried. */
export class CallRefusedError extends Error {
  override readonly name = "CallRefusedError";
  constructor(readonly reason: "host_not_allowed" | "private_address" | "bad_address") {
    super(`the call is not allowed: ${reason}`);
  }
}

export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveAll: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly policy: OutboundPolicy;
  /** Ends the call. */
  readonly signal: AbortSignal;
  readonly resolve?: Resolve;
}

/**
 * Posts to an allowed host and gives the HTTP status; a redirect is an answer like any other. The name is resolved first,
 * every address of it is checked, and the connection goes to the address that was checked, so that no second answer of a
 * name server leads elsewhere. Throws `CallRefusedError`, or the connection's error.
 */
export async function postJson({ url, headers, body, policy, signal, resolve = resolveAll }: Call): Promise<number> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new CallRefusedError("bad_address");
  const host = hostname.replace(/^\[|\]$/g, "");
  if (!isAllowedHost(host, policy.allowedHosts)) throw new CallRefusedError("host_not_allowed");
  const addresses = isIP(host) ? [host] : await resolve(host);
  const [address] = addresses;
  if (address === undefined) throw new Error("the name has no address");
  if (!policy.allowPrivate && addresses.some(isPrivateAddress)) throw new CallRefusedError("private_address");
  const send = protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const request = send(
      {
        method: "POST",
        // The certificate is checked against the name, wherever the connection goes.
        host: address,
        family: isIPv6(address) ? 6 : 4,
        ...(isIP(host) ? {} : { servername: host }),
        port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
        path: `${pathname}${search}`,
        headers: {
          ...headers,
          host: new URL(url).host,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
        },
        agent: false,
        signal,
      },
      (response) => {
        // Nothing in the answer matters but its status; a body without end is not waited for.
        response.destroy();
        done(response.statusCode ?? 0);
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}
