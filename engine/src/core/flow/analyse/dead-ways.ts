import type { Diagnostic, FlowNode, Where } from "@sopflow/schemas";
import { makeDiagnostic } from "@sopflow/schemas";
import { portsOf } from "../node-ports.js";
import { conditionsOf, conditionsOfSettings, type PlacedCondition } from "./conditions-of.js";
import { factWords } from "./fact-words.js";
import { type FlowView, warnAt } from "./flow-view.js";
import { canHold, fails, holds, type Possibility } from "./solver/can-hold.js";
import type { World } from "./solver/world.js";

/** Ports that nobody can leave by, by node. */
export type DeadPorts = ReadonlyMap<string, ReadonlySet<string>>;

export interface DeadWays {
  readonly diagnostics: readonly Diagnostic[];
  readonly ports: DeadPorts;
}

/** Conditions that can never hold, cases behind others that take everybody, and the ports that are dead by that. */
export function findDeadWays(view: FlowView, world: World): DeadWays {
  const diagnostics: Diagnostic[] = [];
  const ports = new Map<string, Set<string>>();
  for (const { where, path, place } of conditionsOfSettings(view.flow)) {
    const answer = ask({ where, path, place }, world);
    if (answer.possible) continue;
    const params = { facts: factWords(answer.clash) };
    diagnostics.push(makeDiagnostic("condition.never_holds", ["settings", ...path], params, { severity: "warning" }));
  }
  for (const node of view.nodes) {
    if (node.disabled) continue;
    const dead = new Set<string>();
    for (const condition of conditionsOf(node, view.flow.id)) {
      const answer = ask(condition, world);
      if (answer.possible) continue;
      diagnostics.push(warnAt(view, node, "condition.never_holds", { facts: factWords(answer.clash) }, condition.path));
      for (const port of portsBehind(node, condition.path)) dead.add(port);
    }
    if ("cases" in node.data) diagnostics.push(...checkCases(view, node, node.data.cases, dead, world));
    if (dead.size > 0) ports.set(node.id, dead);
  }
  return { diagnostics, ports };
}

function ask({ where, place }: PlacedCondition, world: World): Possibility {
  return canHold([holds(where)], { ...world, ...(place.event !== undefined && { event: place.event }) });
}

/** The ports that only open when the condition at this place holds. */
function portsBehind(node: FlowNode, path: readonly (string | number)[]): readonly string[] {
  const [, list, index] = path;
  const ports = portsOf(node);
  // The condition of a trigger, or of a wait, which then ends by its timeout only.
  if (node.type.startsWith("trigger.")) return ports;
  if (node.type === "wait.condition") return ["met"];
  const items =
    "cases" in node.data && list === "cases" ? node.data.cases : "on" in node.data && list === "on" ? node.data.on : [];
  const item = typeof index === "number" ? items[index] : undefined;
  return item && path.at(-1) === "where" ? [item.id] : [];
}

interface Case {
  readonly id: string;
  readonly label: string;
  readonly where: Where;
}

function checkCases(
  view: FlowView,
  node: FlowNode,
  cases: readonly Case[],
  dead: Set<string>,
  world: World,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: Case[] = [];
  const nameOf = ({ id, label }: Case) => (label === "" ? id : label);
  cases.forEach((one, i) => {
    if (dead.has(one.id)) return;
    const before = open.map(({ where }) => fails(where));
    if (before.length > 0 && !canHold([holds(one.where), ...before], world).possible) {
      const alone = open.find(({ where }) => !canHold([holds(one.where), fails(where)], world).possible);
      const earlier = (alone ? [alone] : open).map(nameOf).join(", ");
      found.push(
        warnAt(view, node, "branch.case_never_reached", { case: nameOf(one), earlier }, ["data", "cases", i, "where"]),
      );
      dead.add(one.id);
    } else open.push(one);
  });
  // Else without an edge is how an author says that it does not happen.
  const hasElse = view.next(node.id, "else") !== undefined;
  if (
    hasElse &&
    !canHold(
      open.map(({ where }) => fails(where)),
      world,
    ).possible
  ) {
    found.push(warnAt(view, node, "branch.else_never_reached", { node: view.nameOf(node.id) }));
    dead.add("else");
  }
  return found;
}
