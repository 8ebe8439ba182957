import { afterEach, describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "../../core/journey/flows.testkit.js";
import { cst } from "../../core/journey/journey.testkit.js";
import { formatInstant, SECOND_MS } from "../../core/time/index.js";
import { EngineWorld } from "../../worker/engine.testkit.js";
import { CallError, type CallFailure } from "../delivery/wecom-calls.js";
import { Welcomes } from "./welcomes.js";

const T0 = cst("2026-03-02 22:00");
const greets = flowOf(
  "greets",
  [
    [
      "t",
      "trigger.event",
      { event: "friend.added", where: { all: [] }, welcome: { text: "您好，我是{{advisor.name}}", materials: [] } },
    ],
    ["k", "task", waitingTask()],
  ],
  ["t:out>k"],
);

let world: EngineWorld;
let sent: string[] = [];
let texts: string[] = [];
let failures: { failure: CallFailure; isDone?: boolean }[] = [];
afterEach(() => world.dispose());

const newcomer = (id = "e1") => ({
  id,
  code: `code-${id}`,
  externalUserId: "wm1",
  advisorId: "a1",
  deadlineAt: T0 + 20 * SECOND_MS,
  event: {
    id,
    source: "wecom",
    type: "friend.added",
    customer: { idType: "external_userid", value: "wm1" },
    at: formatInstant("Asia/Shanghai", T0),
    props: { advisorId: "a1" },
  },
});

function welcomes(): Welcomes {
  return new Welcomes({
    store: world.store,
    engine: world.engine,
    clock: world.clock,
    logger: { info() {}, warn() {}, error() {} },
    async send(code, text) {
      texts.push(text);
      const failure = failures.shift();
      if (!failure || failure.isDone) sent.push(code);
      if (failure) throw new CallError(failure.failure, "the test wants it so");
    },
  });
}

async function start(): Promise<Welcomes> {
  sent = [];
  texts = [];
  failures = [];
  world = await EngineWorld.create({ now: T0, flows: [greets] });
  return welcomes();
}

const told = async () => {
  await world.engine.runUntilIdle();
  const id = await world.store.customers.resolve("external_userid", "wm1");
  const log = await world.store.log.byCustomer(id ?? "", { limit: 20 });
  return log.map(({ type }) => type).filter((type) => type.startsWith("welcome"));
};

describe("a new friend is welcomed", () => {
  it("at once, also at night, and the timeline tells it", async () => {
    const service = await start();
    expect(await service.prepare(newcomer())).toBe(true);
    await world.engine.post([newcomer().event], { origin: "system" });
    await service.serve("e1");
    expect(sent).toEqual(["code-e1"]);
    expect(await told()).toEqual(["welcome.sent"]);
  });

  it("by the name of the advisor who was added", async () => {
    const service = await start();
    await service.prepare(newcomer());
    await service.prepare({ ...newcomer("e2"), externalUserId: "wm2", advisorId: "stranger" });
    await service.serveDue();
    expect(texts.sort()).toEqual(["您好，我是小林", "您好，我是您的专属顾问"]);
  });

  it("once, though the callback comes three times", async () => {
    const service = await start();
    for (let i = 0; i < 3; i++) {
      await service.prepare(newcomer());
      await world.engine.post([newcomer().event], { origin: "system" });
      await world.engine.runUntilIdle();
      await service.serveDue();
    }
    expect(sent).toEqual(["code-e1"]);
  });

  it("after a crash between the callback and the call", async () => {
    const before = await start();
    await before.prepare(newcomer());
    await world.restart();
    world.clock.advance(5 * SECOND_MS);
    await welcomes().serveDue();
    expect(sent).toEqual(["code-e1"]);
  });

  it("at a second try, when another app was just sending", async () => {
    const service = await start();
    failures = [{ failure: "later" }, { failure: "unknown" }];
    await service.prepare(newcomer());
    for (let i = 0; i < 4; i++) {
      await service.serveDue();
      world.clock.advance(SECOND_MS);
    }
    expect(sent).toEqual(["code-e1"]);
  });

  it("not after 20 seconds, and the timeline says why", async () => {
    const service = await start();
    failures = Array.from({ length: 50 }, () => ({ failure: "later" as const }));
    await service.prepare(newcomer());
    for (let i = 0; i < 25; i++) {
      await service.serveDue();
      world.clock.advance(SECOND_MS);
    }
    failures = [];
    await service.serveDue();
    expect(sent).toEqual([]);
    expect(await told()).toEqual(["welcome.failed"]);
  });

  it("not when no flow has words for them", async () => {
    const service = await start();
    await world.engine.post([newcomer().event], { origin: "system" });
    await world.engine.runUntilIdle();
    expect(await service.prepare(newcomer("e2"))).toBe(false);
  });
});
