import { DEMO_CHANNELS } from "../../demo/channels.js";
import { DEMO_PRODUCTS } from "../../demo/products.js";
import { DEMO_ADVISORS } from "../../demo/settings.js";
import type { SimConfig } from "./create-state.js";
import type { CallbackSettings } from "./state/corp.js";
import type { Pace } from "./state/world.js";
import { createWecomSim, type WecomSim } from "./wecom-sim.js";

interface DemoOptions {
  readonly seed?: string;
  readonly callbackUrl?: string | undefined;
  readonly trustedDomain?: string | undefined;
  /** Instead of a natural pace. */
  readonly pace?: Partial<Pace>;
}

/** The demo corp's identity. Nothing here is secret: it exists in the simulator only. */
export const DEMO_SIM = {
  corpid: "wwdemo0000sopflow0",
  agentid: 1_000_002,
  secret: "demo-secret-of-the-simulator-000000000000000",
  token: "sopflowdemo",
  encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
} as const;

/** A corp like the demo brand: its advisors by their ids, one app with customer contact, a natural pace. */
export const demoSimConfig = (options: DemoOptions = {}): SimConfig => ({
  seed: options.seed ?? "demo",
  pace: options.pace ?? {
    answerMs: [15, 60],
    callbackMs: [80, 400],
    dispatchMs: [2_000, 4_000],
    momentMs: [1_000, 3_000],
  },
  corps: [
    {
      corpid: DEMO_SIM.corpid,
      name: "晨谷营养（演示）",
      apps: [
        {
          agentid: DEMO_SIM.agentid,
          name: "客户 SOP",
          secret: DEMO_SIM.secret,
          ...(options.trustedDomain !== undefined && { trustedDomain: options.trustedDomain }),
          ...(options.callbackUrl !== undefined && { callback: demoCallback(options.callbackUrl) }),
        },
      ],
      members: DEMO_ADVISORS.map(({ id, name }) => ({ userid: id, name })),
    },
  ],
});

export const demoCallback = (url: string): CallbackSettings => ({
  url,
  token: DEMO_SIM.token,
  encodingAesKey: DEMO_SIM.encodingAesKey,
});

/** What a new demo corp has: a channel code for each way in which customers find the brand, and a few tags. */
export function seedDemoSim(sim: WecomSim, now: number): void {
  const users = DEMO_ADVISORS.map(({ id }) => id);
  for (const [state, remark] of Object.entries(DEMO_CHANNELS)) {
    sim.act({ type: "admin.contactWay", state, remark, users }, now);
  }
  sim.act({ type: "tag.create", group: "意向", names: ["高意向", "观望", "无意向"] }, now);
  sim.act({ type: "tag.create", group: "人群", names: ["宝妈", "银发", "健身"] }, now);
}

/** The demo corp with codes and tags already there: nobody is told of their making. */
export function createDemoSim(options: DemoOptions, now: number): WecomSim {
  const sim = createWecomSim(demoSimConfig({ ...options, callbackUrl: undefined }));
  seedDemoSim(sim, now);
  const callback = options.callbackUrl === undefined ? null : demoCallback(options.callbackUrl);
  sim.act({ type: "admin.app", agentid: DEMO_SIM.agentid, callback }, now);
  return sim;
}

/** What the demo shop sells; prices in fen. */
export const DEMO_SIM_PRODUCTS: readonly { readonly sku: string; readonly name: string; readonly price: number }[] =
  DEMO_PRODUCTS.map(({ sku, name, price }) => ({ sku, name, price }));
