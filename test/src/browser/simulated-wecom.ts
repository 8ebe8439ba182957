import { type Running, startSopflow } from "../cli/spawn-sopflow.js";
import type { Product } from "./product.js";

/** The simulator's corp, as `sopflow wecom-sim --help` names it. */
const CORP = {
  corpId: "wwdemo0000sopflow0",
  agentId: 1_000_002,
  secret: "demo-secret-of-the-simulator-000000000000000",
  callbackToken: "sopflowdemo",
  callbackAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
};
/** A member of that corp. */
export const MEMBER = { id: "adv-linxiaowen", name: "林晓雯" } as const;

/** The built `sopflow wecom-sim` as a process of its own on 127.0.0.1. */
export interface SimulatedWecom {
  /** Where its page is. */
  readonly url: string;
  /** `POST /sim/…`: faults, the clock, tokens. Throws when it is refused. */
  control(path: string, body: object): Promise<void>;
  /** The record of calls and callbacks. */
  journal(): Promise<Journal>;
  close(): Promise<void>;
}

export interface Journal {
  readonly calls: readonly { readonly path: string; readonly errcode?: number; readonly applied: boolean }[];
  readonly callbacks: readonly { readonly name: string; readonly state: string; readonly attempts: number }[];
}

/** Starts a simulated WeCom and connects the product to it, with its member as an advisor who is told of tasks at once. */
export async function connectSimulatedWecom(product: Product): Promise<SimulatedWecom> {
  const { secret: key } = await product.api<{ secret: string }>("POST", "/v1/keys", {
    name: "simulated shop",
    scopes: ["intake"],
  });
  const flags = {
    "--port": "0",
    "--callback": `${product.url}/wecom/callback`,
    "--product": product.url,
    "--side-bar": `${product.url}/wecom/sign-in`,
  };
  const running = startSopflow(["wecom-sim", ...Object.entries(flags).flat()], { SOPFLOW_SIM_PRODUCT_KEY: key });
  try {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await running.line)?.[0];
    if (url === undefined) throw new Error("wecom-sim printed no address");
    const { id, name } = MEMBER;
    await product.api("PUT", `/v1/advisors/${id}`, { name, pools: ["default"], capacityPerDay: 80, active: true });
    await product.api("PUT", "/v1/settings", { wecom: { mergeSeconds: 0, gapMinutes: 0 } });
    const addresses = { origin: product.url, baseUrl: url, authorizeUrl: `${url}/connect/oauth2/authorize` };
    await product.api("PUT", "/v1/wecom", { ...CORP, ...addresses });
    return { url, control: controlOf(url), journal: () => read(`${url}/sim/journal`), close: () => end(running) };
  } catch (error) {
    await end(running);
    throw error;
  }
}

const controlOf =
  (url: string) =>
  async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/sim/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`/sim/${path}: ${answer.status} ${await answer.text()}`);
  };

async function read(url: string): Promise<Journal> {
  return (await (await fetch(url)).json()) as Journal; // the shape of `GET /sim/journal`
}

async function end({ child, ended }: Running): Promise<void> {
  child.kill("SIGTERM");
  await ended;
}
