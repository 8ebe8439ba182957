import { DEMO_CHANNELS } from "../../demo/channels.js";
import { DEMO_PRODUCTS } from "../../demo/products.js";
import { DEMO_ADVISORS } from "../../demo/settings.js";
import type { SimConfig } from "./create-state.js";
import type { CallbackSettings } from "./state/corp.js";
import type { WecomSim } from "./wecom-sim.js";

/** The demo corp's identity. Nothing here is secret: it exists in the simulator only. */
export const DEMO_SIM = {
  corpid: "wwdemo0000sopflow0",
  agentid: 1_000_002,
  secret: "demo-secret-of-the-simulator-000000000000000",
  token: "sopflowdemo",
  encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
} as const;

/** A corp like the demo brand: its advisors by their ids, one app with customer contact, a natural pace. */
export const demoSimConfig = (
  options: {
    readonly seed?: string;
    readonly callbackUrl?: string | undefined;
    readonly publicUrl?: string | undefined;
    readonly trustedDomain?: string | undefined;
  } = {},
): SimConfig => ({
  seed: options.seed ?? "demo",
  ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
  pace: { answerMs: [15, 60], callbackMs: [80, 400], dispatchMs: [2_000, 4_000], momentMs: [1_000, 3_000] },
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

/** What the demo shop sells; prices in fen. */
export const DEMO_SIM_PRODUCTS: readonly { readonly sku: string; readonly name: string; readonly price: number }[] =
  DEMO_PRODUCTS.map(({ sku, name, price }) => ({ sku, name, price }));
