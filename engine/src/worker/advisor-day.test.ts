import { afterEach, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { DAY_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = Date.UTC(2026, 2, 2, 2);

let world: EngineWorld;
afterEach(() => world.dispose());

const handsOut = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["k", "task", sentTask({ assign: "pool:default", expireIn: "PT1H" })],
  ],
  ["t:out>k"],
);

it("gives the first task of a day by that day's room, as a restarted engine does", async () => {
  const advisor = (id: string, capacityPerDay: number) => ({
    id,
    name: id,
    pools: ["default"],
    capacityPerDay,
    active: true,
  });
  world = await EngineWorld.create({ now: T0, flows: [handsOut], advisors: [advisor("a1", 1), advisor("a2", 1)] });
  await world.post("friend.added", "c1");
  await world.engine.runUntilIdle();
  const [first] = await world.tasks();
  expect(first?.advisorId).toBe("a1");
  await world.passTo(T0 + DAY_MS);
  await world.post("friend.added", "c2");
  await world.engine.runUntilIdle();
  // Nobody has anything open, and today nobody has had anything yet: the lower id comes first again.
  expect((await world.tasks()).map((t) => t.advisorId)).toEqual(["a1", "a1"]);
});
