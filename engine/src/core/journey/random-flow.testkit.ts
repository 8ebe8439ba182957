import fc from "fast-check";
import { flowOf, type ShortEdge, type ShortNode } from "./flows.testkit.js";
import { ASK_PORTS, type RefFlow, type RefMatch, type RefNode } from "./reference.testkit.js";

export const EVENTS = ["custom.a", "custom.b", "custom.c"] as const;
const TAGS = ["x", "y"] as const;
/** Few different lengths, so that things meet in one minute. */
const MINUTES = [5, 10, 15, 30, 60] as const;

const minutes = fc.constantFrom(...MINUTES);
const tag = fc.constantFrom(...TAGS);
const posted: fc.Arbitrary<RefMatch> = fc.constantFrom(...EVENTS).map((event) => ({ event }));
const raised: fc.Arbitrary<RefMatch> = fc.record({ event: fc.constantFrom("tag.added", "tag.removed"), tag });
const match = fc.oneof({ weight: 3, arbitrary: posted }, { weight: 1, arbitrary: raised });

type Target = (pick: number, rests: boolean) => string | null;
const pick = fc.nat({ max: 60 });

/** A node, once it is known where its ports may lead. What does not rest may only lead on, so that no loop is instant. */
const nodeMaker: fc.Arbitrary<(to: Target) => RefNode> = fc.oneof(
  fc.tuple(tag, pick, pick).map(([name, a, b]) => (to: Target): RefNode => {
    return { type: "branch", tag: name, yes: to(a, false), no: to(b, false) };
  }),
  fc.tuple(minutes, pick).map(
    ([n, a]) =>
      (to: Target): RefNode => ({ type: "pause", minutes: n, next: to(a, true) }),
  ),
  fc.tuple(fc.array(fc.tuple(match, pick), { minLength: 1, maxLength: 2 }), minutes, pick).map(
    ([on, n, a]) =>
      (to: Target): RefNode => ({
        type: "await",
        on: on.map(([rule, b], i) => ({ ...rule, id: `e${i}`, next: to(b, true) })),
        minutes: n,
        timeout: to(a, true),
      }),
  ),
  fc.tuple(minutes, pick).map(
    ([n, a]) =>
      (to: Target): RefNode => ({ type: "send", expire: n, next: to(a, false) }),
  ),
  fc.tuple(minutes, fc.tuple(pick, pick, pick, pick)).map(([n, picks]) => (to: Target): RefNode => {
    // A task that is dropped goes by skipped at once.
    const [yes, no, skipped, expired] = picks.map((p, i) => to(p, i !== 2));
    return {
      type: "ask",
      expire: n,
      ways: { yes: yes ?? null, no: no ?? null, skipped: skipped ?? null, expired: expired ?? null },
    };
  }),
  fc.tuple(tag, fc.boolean(), pick).map(([name, adds, a]) => (to: Target): RefNode => {
    return { type: "tag", add: adds ? name : undefined, remove: adds ? undefined : name, next: to(a, false) };
  }),
  fc.constant((): RefNode => ({ type: "exit" })),
);

const body = fc.record({
  makers: fc.array(nodeMaker, { minLength: 1, maxLength: 7 }),
  exits: fc.array(match, { maxLength: 1 }),
  goals: fc.array(fc.tuple(match, minutes), { maxLength: 2 }),
});

function build(
  id: string,
  priority: number,
  trigger: RefMatch,
  parts: typeof body extends fc.Arbitrary<infer T> ? T : never,
): RefFlow {
  const names = parts.makers.map((_, i) => `n${i}`);
  const nodes = parts.makers.map((make, i): [string, RefNode] => {
    const target: Target = (p, rests) => {
      const allowed = [...(rests ? names : names.slice(i + 1)), null];
      return allowed[p % allowed.length] ?? null;
    };
    return [`n${i}`, make(target)];
  });
  const goals = parts.goals.map(([rule, n], i) => ({ ...rule, id: `goal${i}`, minutes: n }));
  return { id, priority, trigger, first: "n0", nodes: reachable(Object.fromEntries(nodes)), exits: parts.exits, goals };
}

/** The compiler refuses nodes that nothing leads to. */
function reachable(nodes: RefFlow["nodes"]): RefFlow["nodes"] {
  const kept: Record<string, RefNode> = {};
  const open: (string | null)[] = ["n0"];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = id === null ? undefined : nodes[id];
    if (id === null || !node || kept[id]) continue;
    kept[id] = node;
    if ("next" in node) open.push(node.next);
    if (node.type === "branch") open.push(node.yes, node.no);
    if (node.type === "await") open.push(node.timeout, ...node.on.map((rule) => rule.next));
    if (node.type === "ask") open.push(...Object.values(node.ways));
  }
  return kept;
}

/** The node with each of its ways that leads to no given node ending there. */
function within(node: RefNode, ids: ReadonlySet<string>): RefNode {
  const fit = (to: string | null) => (to !== null && ids.has(to) ? to : null);
  if (node.type === "branch") return { ...node, yes: fit(node.yes), no: fit(node.no) };
  if (node.type === "await") {
    const on = node.on.map((rule) => ({ ...rule, next: fit(rule.next) }));
    return { ...node, on, timeout: fit(node.timeout) };
  }
  if (node.type === "ask") {
    const [yes, no, skipped, expired] = ASK_PORTS.map((port) => fit(node.ways[port]));
    return { ...node, ways: { yes: yes ?? null, no: no ?? null, skipped: skipped ?? null, expired: expired ?? null } };
  }
  return "next" in node ? { ...node, next: fit(node.next) } : node;
}

/** The first flow after somebody edited it: nodes of `replaced` are the other flow's, or gone where it has none. */
export function editFlow(flow: RefFlow, other: RefFlow, replaced: readonly boolean[]): RefFlow {
  const ids = [...new Set([...Object.keys(flow.nodes), ...Object.keys(other.nodes)])].sort();
  const chosen = ids.flatMap((id, i): [string, RefNode][] => {
    const node = replaced[i] === true ? other.nodes[id] : (flow.nodes[id] ?? other.nodes[id]);
    return node ? [[id, node]] : [];
  });
  const known = new Set(chosen.map(([id]) => id));
  const fallback = chosen[0] ?? ["n0", flow.nodes.n0 ?? { type: "exit" }];
  const nodes = Object.fromEntries(
    (known.has("n0") ? chosen : [["n0", fallback[1]] as const, ...chosen]).map(([id, node]) => [
      id,
      within(node, known),
    ]),
  );
  return { ...flow, nodes: reachable(nodes) };
}

/** Two or three flows; the first is entered by an event from outside, the others also by tags that flows set. */
export const randomFlows: fc.Arbitrary<readonly RefFlow[]> = fc
  .tuple(fc.tuple(posted, body), fc.array(fc.tuple(match, body), { minLength: 1, maxLength: 2 }))
  .map(([first, others]) =>
    [first, ...others].map(([trigger, parts], i) => build(`flow-${i}`, [20, 80, 50][i] ?? 0, trigger, parts)),
  );

const where = (rule: RefMatch) =>
  rule.tag === undefined
    ? {}
    : { where: { all: [{ fact: "event", path: "$.props.tag", operator: "equal", value: rule.tag }] } };

const lasts = (n: number) => `PT${n}M`;

/** The same flow as a flow file. */
export function toFlowFile(flow: RefFlow) {
  const nodes: ShortNode[] = [["t", "trigger.event", { event: flow.trigger.event, ...where(flow.trigger) }]];
  const edges: ShortEdge[] = [];
  const link = (from: string, port: string, to: string | null) => {
    if (to !== null) edges.push(`${from}:${port}>${to}`);
  };
  link("t", "out", flow.first);
  for (const [id, node] of Object.entries(flow.nodes)) {
    nodes.push(shortNode(id, node));
    if ("next" in node) link(id, "out", node.next);
    if (node.type === "branch") {
      link(id, "yes", node.yes);
      link(id, "else", node.no);
    } else if (node.type === "await") {
      for (const rule of node.on) link(id, rule.id, rule.next);
      link(id, "timeout", node.timeout);
    } else if (node.type === "ask") for (const port of ASK_PORTS) link(id, port, node.ways[port]);
  }
  return flowOf(flow.id, nodes, edges, {
    priority: flow.priority,
    exitWhen: flow.exits.map((rule) => ({ on: rule.event, ...where(rule), reason: "out" })),
    goals: flow.goals.map((goal) => ({ id: goal.id, on: goal.event, ...where(goal), within: lasts(goal.minutes) })),
  });
}

function shortNode(id: string, node: RefNode): ShortNode {
  switch (node.type) {
    case "branch": {
      const holds = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: node.tag }] };
      return [id, "branch", { cases: [{ id: "yes", label: "", where: holds }] }];
    }
    case "pause":
      return [id, "wait.duration", { duration: lasts(node.minutes) }];
    case "await": {
      const on = node.on.map((rule) => ({ id: rule.id, event: rule.event, ...where(rule) }));
      return [id, "wait.event", { on, timeout: lasts(node.minutes) }];
    }
    case "send":
    case "ask": {
      const outcomes = node.type === "ask" ? ["yes", "no"].map((o) => ({ id: o, label: o })) : [];
      const task = { title: id, script: id, dueIn: "PT1M", expireIn: lasts(node.expire) };
      return [id, "task", { ...task, wait: node.type === "ask", outcomes }];
    }
    case "tag":
      return [id, "tag", { add: node.add ? [node.add] : [], remove: node.remove ? [node.remove] : [] }];
    case "exit":
      return [id, "exit", { reason: "end" }];
  }
}
