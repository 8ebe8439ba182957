import { afterEach, describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { formatInstant } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const greets = flowOf(
  "greets",
  [
    [
      "t",
      "trigger.event",
      {
        event: "friend.added",
        where: { all: [{ fact: "event", path: "$.props.channel", operator: "equal", value: "card" }] },
        welcome: { text: '您好，{{customer.name | default:"新朋友"}}', materials: [] },
      },
    ],
    ["k", "task", waitingTask()],
  ],
  ["t:out>k"],
);

let world: EngineWorld;
afterEach(() => world.dispose());

const added = (props: object, id = "e1") => ({
  id,
  source: "wecom",
  type: "friend.added",
  customer: { idType: "external_userid", value: "wm1" },
  at: formatInstant("Asia/Shanghai", T0),
  props,
});
const welcome = async (event: unknown) =>
  (await world.engine.foresee(event)).flatMap((effect) => (effect.kind === "welcome" ? [effect.text] : []));

describe("what an event would do can be asked before it is taken in", () => {
  it("the welcome of the flow that a new friend would enter, with words for that friend", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    expect(await welcome(added({ channel: "card", name: "李娜" }))).toEqual(["您好，李娜"]);
    expect(await welcome(added({ channel: "card" }))).toEqual(["您好，新朋友"]);
    expect(await welcome(added({ channel: "shop" }))).toEqual([]);
  });

  it("and leaves no trace", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    await world.engine.runUntilIdle();
    const seq = await world.store.log.lastSeq();
    await welcome(added({ channel: "card", name: "李娜" }));
    await world.engine.runUntilIdle();
    expect([await world.store.customers.count(), (await world.tasks()).length]).toEqual([0, 0]);
    expect(await world.store.log.lastSeq()).toBe(seq);
  });

  it("it is none for who is in the flow already, or for an event that is no event", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    await world.engine.post([added({ channel: "card" })], { origin: "system" });
    await world.engine.runUntilIdle();
    expect(await welcome(added({ channel: "card" }, "e2"))).toEqual([]);
    expect(await world.engine.foresee({ type: "nonsense" })).toEqual([]);
  });
});
