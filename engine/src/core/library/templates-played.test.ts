import { flowSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import type { Program } from "../flow/index.js";
import { compileFlow } from "../flow/index.js";
import { program as loadedProgram } from "../journey/journey.testkit.js";
import { ACTIVITY } from "./activity.scenarios.testkit.js";
import { CAMPAIGN } from "./campaign.scenarios.testkit.js";
import { FIRST_ORDER } from "./first-order.scenarios.testkit.js";
import { TEMPLATE_ATTRIBUTES, TEMPLATE_GALLERY } from "./index.js";
import { PACKAGE_CARD_INTAKE } from "./package-card-intake.scenarios.testkit.js";
import { REPLENISHMENT } from "./replenishment.scenarios.testkit.js";
import { brandWith, leavesAllFlows, type Played, playScenario, type Scenario } from "./template-player.testkit.js";
import { WELCOME_FRIEND } from "./welcome-friend.scenarios.testkit.js";

const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  "package-card-intake": PACKAGE_CARD_INTAKE,
  "first-order": FIRST_ORDER,
  "activity-3-7-14": ACTIVITY,
  replenishment: REPLENISHMENT,
  "campaign-3-day": CAMPAIGN,
  "welcome-friend": WELCOME_FRIEND,
};

const IDS = new Set(TEMPLATE_GALLERY.map((t) => t.id));
const POOLS = new Set(["default", "nutritionist", "after-sale", "lead"]);
/** Stays in the text until the worker has picked the advisor. */
const ASSIGNEE = "{{advisor.name}}";
const BROKEN_TEXT = /\{\{|\}\}|undefined|NaN|\[object|您您|^您，|[。，]，/;

describe.each(TEMPLATE_GALLERY)("the template $id, played", ({ id, file }) => {
  it("compiles without errors or warnings, for publishing too", () => {
    const flow = flowSchema.parse(file);
    const brand = { attributes: TEMPLATE_ATTRIBUTES, pools: POOLS, flowIds: IDS };
    for (const options of [{}, { publish: true }, { publish: true, ...brand }]) {
      const { compiled, diagnostics } = compileFlow(flow, { version: 1, ...options });
      expect(diagnostics.map((d) => `${d.severity} ${d.code} ${d.nodeId ?? ""} ${d.path}`)).toEqual([]);
      expect(compiled).toBeDefined();
    }
  });

  const scenarios = SCENARIOS[id] ?? [];
  const played: Played[] = [];
  const brand = once(() => brandWith(file));
  const program = once(() => loadedProgram(file));

  it.each(scenarios)("$title", (scenario) => {
    const result = playScenario(scenario, program(), brand());
    played.push(result);
    expect(result.ends).toBe(scenario.ends);
    expect(subsequence(scenario.through ?? [], result.nodes)).toEqual([]);
    expect(result.play.effects.filter((e) => e.kind === "alert")).toEqual([]);
    for (const text of result.texts) expect(text.replaceAll(ASSIGNEE, "")).not.toMatch(BROKEN_TEXT);
  });

  it("has been walked through every port of every node", () => {
    const taken = new Set(played.flatMap((p) => p.ports));
    expect(allPorts(program()).filter((port) => !taken.has(port))).toEqual([]);
    const visited = new Set(played.flatMap((p) => p.nodes));
    expect(Object.keys(program().plan.nodes).filter((node) => !visited.has(node))).toEqual([]);
  });

  it("has used every script that it holds", () => {
    const used = new Set(played.flatMap((p) => p.scripts));
    expect(allScripts(program()).filter((script) => !used.has(script))).toEqual([]);
  });
});

/** Compiled when the first test asks, so that a flow that does not compile fails in tests, not at import. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What is left of `wanted` after walking through `all` in order. */
function subsequence(wanted: readonly string[], all: readonly string[]): string[] {
  const left = [...wanted];
  for (const node of all) if (node === left[0]) left.shift();
  return left;
}

const allPorts = ({ plan }: Program): string[] =>
  Object.values(plan.nodes).flatMap((node) =>
    Object.keys(node.next)
      .filter((port) => !leavesAllFlows(node, port))
      .map((port) => `${node.id}:${port}`),
  );

const allScripts = ({ plan }: Program): string[] =>
  Object.values(plan.nodes).flatMap((node) => {
    const { data } = node;
    if ("slots" in data)
      return data.slots.flatMap((slot) => (slot.scripts ?? []).map((s) => `${node.id}/${slot.id}/${s.id}`));
    return "scripts" in data ? (data.scripts ?? []).map((s) => `${node.id}/${s.id}`) : [];
  });
