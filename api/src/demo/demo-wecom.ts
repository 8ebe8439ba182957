import { adoptFriends, createDemoSim, DEMO_SIM, type OldFriend, type SopEngine, type Store } from "@sopflow/engine";
import { friendAdvisors } from "@sopflow/engine/core";
import type { Customer } from "@sopflow/schemas";
import { createKey } from "../access/api-keys.js";
import { brandSettings } from "../brand/brand-settings.js";
import type { WecomHost } from "../wecom/wecom-host.js";
import { SIM_PAGE_FOLDER } from "../wecom-sim/page-files.js";
import { createSimClock } from "../wecom-sim/sim-clock.js";
import { recallSim, rememberSim } from "../wecom-sim/sim-memory.js";
import { type RunningSim, startSimServer } from "../wecom-sim/sim-server.js";

const PAGE = 500;
const META_SHOP_KEY = "demo.shop_key";

/** Advisors of the demo hear of tasks sooner than anybody would want at work. */
const DEMO_TELLING = { mergeSeconds: 5, gapMinutes: 2 };

export interface DemoWecomOptions {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "contextChanged" | "onCommit">;
  readonly host: WecomHost;
  /** Our own address. */
  readonly productUrl: string;
  readonly port: number;
  /** Where the simulator keeps what is done in it; default: nowhere, it forgets with the process. */
  readonly memoryFile?: string;
}

export interface DemoWecom {
  /** Where a browser finds the simulator's page. */
  readonly pageUrl: string;
  close(): Promise<void>;
}

/**
 * Starts a simulated WeCom beside the demo brand and connects the brand to it, so that the whole loop can be seen without
 * an account. A brand that was connected to a real corp is left alone: undefined then.
 */
export async function startDemoWecom(options: DemoWecomOptions): Promise<DemoWecom | undefined> {
  const { store, engine, host, productUrl, port } = options;
  const before = await host.config();
  if (before && before.corpId !== DEMO_SIM.corpid) return undefined;
  if (!before) await openAllDay(store, engine);
  const clock = createSimClock(Date.now);
  const sim = createDemoSim({ seed: `${clock.now()}`, callbackUrl: `${productUrl}/wecom/callback` }, clock.now());
  const { memoryFile } = options;
  if (memoryFile !== undefined) await recallSim(sim, memoryFile);
  const memory = memoryFile === undefined ? undefined : rememberSim(sim, memoryFile, () => clock.now());
  for await (const friends of demoFriends(store)) adoptFriends(sim, friends);
  // Those of the made-up stream come later, and not by way of the simulator.
  const stopHearing = engine.onCommit(({ customerIds }) => {
    const adopt = async () => adoptFriends(sim, friendsAmong(await store.customers.load(customerIds)));
    // The store may have closed meanwhile; the next start adopts them.
    adopt().catch(() => {});
  });
  const key = await shopKey(store, clock.now());
  const advisorUrl = byItsOtherName(productUrl);
  const server: RunningSim = await startSimServer({
    sim,
    clock,
    port,
    onChange: () => memory?.changed(),
    pageFolder: SIM_PAGE_FOLDER,
    shop: { url: productUrl, key },
    // By way of the sign-in, so that the list is always that of the advisor whom the page plays.
    sideBarUrl: `${advisorUrl}/wecom/sign-in`,
  });
  const pageUrl = byItsOtherName(server.url);
  await host.save({
    corpId: DEMO_SIM.corpid,
    agentId: DEMO_SIM.agentid,
    secret: DEMO_SIM.secret,
    callbackToken: DEMO_SIM.token,
    callbackAesKey: DEMO_SIM.encodingAesKey,
    origin: advisorUrl,
    baseUrl: server.url,
    authorizeUrl: `${pageUrl}/connect/oauth2/authorize`,
    enabled: true,
    savedAt: clock.now(),
  });
  return {
    pageUrl,
    async close() {
      stopHearing();
      await server.close();
      await memory?.close();
    },
  };
}

/**
 * Browsers keep cookies by name, whatever the port. Under another name of this machine an advisor of the simulator signs
 * in without signing out whoever has the console open.
 */
function byItsOtherName(url: string): string {
  const other = new URL(url);
  if (other.hostname === "127.0.0.1") other.hostname = "localhost";
  return other.origin;
}

/** Newcomers come at any hour, and are to see a card after a scan: a brand that sells by day would wait for 09:00. */
async function openAllDay(store: Store, engine: Pick<SopEngine, "contextChanged">): Promise<void> {
  const settings = await brandSettings(store);
  const window = { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] };
  const contactPolicy = { ...settings.contactPolicy, window, personaWindows: [] };
  await store.brand.saveSettings({ ...settings, contactPolicy, wecom: { ...settings.wecom, ...DEMO_TELLING } });
  await engine.contextChanged();
}

/** A fresh key for the simulated shop; the one of the last start is taken back. */
async function shopKey(store: Store, now: number): Promise<string> {
  const before = await store.getMeta(META_SHOP_KEY);
  if (before !== undefined) await store.access.revokeKey(before, now);
  const { row, secret } = await createKey(store, { name: "模拟商城", scopes: ["intake"] }, now);
  await store.setMeta(META_SHOP_KEY, row.id);
  return secret;
}

/** The demo's customers as the simulated corp is to know them: those that it does not remember of itself. */
async function* demoFriends(store: Store): AsyncGenerator<OldFriend[]> {
  for (let afterId = ""; ; ) {
    const ids = await store.customers.pageIds(afterId, PAGE);
    yield friendsAmong(await store.customers.load(ids));
    const last = ids.at(-1);
    if (last === undefined || ids.length < PAGE) return;
    afterId = last;
  }
}

function friendsAmong(customers: ReadonlyMap<string, Customer>): OldFriend[] {
  return [...customers.values()].flatMap((customer) => {
    const externalUserid = customer.identities.external_userid;
    if (externalUserid === undefined) return [];
    const { name = "客户", friendSince: since = customer.createdAt } = customer;
    return friendAdvisors(customer).map((userid) => ({ externalUserid, name, userid, since }));
  });
}
