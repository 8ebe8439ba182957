import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cst } from "../../core/journey/journey.testkit.js";
import { HOUR_MS } from "../../core/time/index.js";
import { EngineWorld } from "../../worker/engine.testkit.js";
import { WecomError } from "../client/index.js";
import { type HandOverParts, HandOvers } from "./hand-overs.js";

const T0 = cst("2026-03-02 10:00");
const hint = { zh: "", en: "" };

let world: EngineWorld;
/** What WeCom has taken, and how the next calls end. */
let taken: string[];
let failures: { uncertain: boolean; isDone: boolean }[];
let status: number;
beforeEach(async () => {
  world = await EngineWorld.create({ now: T0 });
  [taken, failures, status] = [[], [], 2];
});
afterEach(() => world.dispose());

const transfers = {
  async start({ external_userid }: { external_userid: string[] }) {
    const failure = failures.shift();
    if (!failure || failure.isDone) taken.push(...external_userid);
    if (failure) {
      const parts = { api: "transfer", appId: "main", class: "unreachable", hint, retryable: true } as const;
      throw new WecomError({ ...parts, uncertain: failure.uncertain });
    }
    return { customer: external_userid.map((id) => ({ external_userid: id, errcode: 0 })) };
  },
  async *eachResult() {
    yield { customer: taken.map((external_userid) => ({ external_userid, status })) };
  },
};
const app = { transfers } as unknown as HandOverParts["app"]; // what is asked here

const handOvers = () =>
  new HandOvers({
    store: world.store,
    engine: world.engine,
    app,
    now: () => world.clock.now(),
    userIdOf: async (id) => id,
    logger: { info() {}, warn() {}, error() {} },
  });
const wish = (n: number) => ({ customerId: `c${n}`, externalUserId: `wm${n}` });
const SHARED = { from: "a1", to: "a2", isLeaver: false, message: undefined, by: "lead" };
const stateOf = async (work: HandOvers, n = 1) => (await work.records.get(`c${n}`))?.doc.state;

describe("handing over at WeCom", () => {
  it("asks for 100 customers at once", async () => {
    const work = handOvers();
    const many = Array.from({ length: 150 }, (_, i) => wish(i));
    expect(await work.plan(many, SHARED)).toEqual([]);
    expect(await work.plan([wish(0)], { ...SHARED, to: "a3" })).toEqual(["c0"]);
    await work.serveDue();
    expect(taken).toHaveLength(150);
    expect(await stateOf(work, 149)).toBe("waiting");
  });

  it.each([
    ["was done, is looked up and not asked again", true, 1],
    ["was not done, is asked again", false, 1],
  ])("whose answer was lost: what %s", async (_, isDone, asked) => {
    failures = [{ uncertain: true, isDone }];
    await handOvers().plan([wish(1)], SHARED);
    await handOvers().serveDue();
    world.clock.advance(HOUR_MS);
    // As after a restart.
    const work = handOvers();
    await work.serveDue();
    await work.serveDue();
    expect(taken).toHaveLength(asked);
    expect(await stateOf(work)).toBe("waiting");
  });

  it("that WeCom could not take now is asked for later", async () => {
    failures = [{ uncertain: false, isDone: false }];
    const work = handOvers();
    await work.plan([wish(1)], SHARED);
    await work.serveDue();
    expect([await stateOf(work), taken]).toEqual(["planned", []]);
    world.clock.advance(HOUR_MS);
    await work.serveDue();
    expect(await stateOf(work)).toBe("waiting");
  });

  it("changes the owner once, however often it is found done", async () => {
    const work = handOvers();
    await work.plan([wish(1)], SHARED);
    await work.serveDue();
    status = 1;
    await work.hurry("wm1", "c1");
    const before = (await work.records.get("c1"))?.doc;
    await work.serveDue();
    // As if the process had died between the event and the record.
    if (before) await work.records.put({ id: "c1", doc: before, dueAt: T0 });
    await work.serveDue();
    await world.engine.runUntilIdle();
    expect(await stateOf(work)).toBe("done");
    const customer = (await world.store.customers.load(["c1"])).get("c1");
    expect([customer?.advisorId, customer?.version]).toEqual(["a2", 1]);
  });
});
