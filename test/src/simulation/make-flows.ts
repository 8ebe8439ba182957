import type { FlowFile } from "@sopflow/schemas";
import type { Dice } from "./dice.js";
import type { Customs } from "./town.js";

type NodeFile = FlowFile["nodes"][number];
interface Piece {
  readonly type: NodeFile["type"];
  readonly data: object;
  /** Ports that lead on to the next node; the others are drawn. */
  readonly ports: readonly string[];
}

const all = { all: [] };
const fact = (path: string, operator: string, value: unknown) => ({
  all: [{ fact: "customer", path, operator, value }],
});
export const TAGS = ["VIP", "意向", "老人", "新客"] as const;
const EVENTS = ["message.received", "order.paid", "form.submitted", "custom.visit", "tag.added"] as const;

const condition = (dice: Dice) =>
  dice.pick([
    fact("$.tags", "contains", dice.pick(TAGS)),
    fact("$.orders.count", "greaterThanInclusive", dice.int(1, 3)),
    { any: [fact("$.tags", "contains", "VIP"), { not: fact("$.activityLevel", "equal", "d3") }] },
    fact("$.activityAt", "withinDays", dice.int(1, 10)),
  ]);

/** What kind of flows a story has. */
export type FlowCustoms = Pick<Customs, "busy" | "schedules" | "throttles" | "contested">;

const duration = (dice: Dice, { busy }: FlowCustoms) =>
  dice.pick(
    busy ? ["PT20M", "PT2H", "PT5H", "PT11H", "P1D"] : ["PT20M", "PT5H", "P1D", "P2D", "P3DT2H", "P6D", "P12D"],
  );
const time = (dice: Dice) => dice.pick(["08:30", "10:00", "12:15", "20:00", "23:30"]);

function task(dice: Dice, id: string, { busy, contested }: FlowCustoms): Piece {
  const waits = dice.chance(busy ? 0.4 : 0.6);
  const channel = dice.pick(["chat", "chat", "chat", "chat", "group_send", "phone"]);
  const outcomes = ["yes", "no"].map((o) => ({
    id: o,
    label: o,
    ...(dice.chance(0.3) ? { tags: { add: [dice.pick(TAGS)], remove: [] } } : {}),
  }));
  const cancelOn = dice.chance(0.4) ? [{ on: dice.pick(EVENTS), where: all, reason: "moot" }] : [];
  return {
    type: "task",
    data: {
      title: `联系 ${id}`,
      script: '{{customer.name | default:"您好"}}，我是{{advisor.name}}',
      wait: waits,
      channel,
      purpose: dice.pick(["marketing", "marketing", "marketing", "service", "reply"]),
      assign: dice.pick(["owner", contested ? "pool:default" : "pool:solo", "pool:solo"]),
      fallback: contested ? "pool:default" : "pool:solo",
      dueIn: dice.pick(["PT4H", "P1D"]),
      expireIn: dice.pick(busy ? ["PT5H", "PT12H", "P1D"] : ["PT12H", "P1D", "P3D"]),
      priority: dice.int(0, 100),
      cancelOn,
      ...(dice.chance(busy ? 0.1 : 0.25) ? { where: condition(dice) } : {}),
      ...(dice.chance(0.3) ? { onFull: dice.pick(["defer", "group_send", "drop"]) } : {}),
      ...(waits ? { outcomes } : {}),
    },
    ports: waits ? ["yes", "no", "skipped", "expired"] : ["out"],
  };
}

function rhythm(dice: Dice): Piece {
  const slots = [1, 2, 4].slice(0, dice.int(1, 3)).map((day, i) => ({
    ...{ id: `s${i}`, day, time: time(dice), title: `第${day}天`, script: "活动", purpose: "campaign" },
    ...{ dueIn: "PT4H", expireIn: "P1D" },
    ...(dice.chance(0.3) ? { where: condition(dice) } : {}),
  }));
  const contacts = dice.pick(["perDay", "perSlot", "exempt"]);
  return { type: "campaign.rhythm", data: { day1: dice.pick(["entry", "nextDay"]), slots, contacts }, ports: ["done"] };
}

function piece(dice: Dice, id: string, customs: FlowCustoms): Piece {
  // Flows that want something all the time are mostly tasks.
  if (customs.busy && dice.chance(0.4)) return task(dice, id, customs);
  const on = (port: string) => ({ id: port, label: port, event: dice.pick(EVENTS), where: all });
  const until = dice.pick([
    { time: time(dice), ifPast: "next" },
    { weekday: dice.int(1, 7), time: time(dice), ifPast: "next" },
    { anchor: "enteredAt", day: dice.int(1, 9), time: time(dice), ifPast: "go" },
  ]);
  const makers: readonly (() => Piece)[] = [
    () => task(dice, id, customs),
    () => task(dice, id, customs),
    () => task(dice, id, customs),
    () => rhythm(dice),
    () => ({ type: "wait.duration", data: { duration: duration(dice, customs) }, ports: ["out"] }),
    () => ({ type: "wait.duration", data: { duration: duration(dice, customs), at: time(dice) }, ports: ["out"] }),
    () => ({ type: "wait.until", data: until, ports: ["out"] }),
    () => ({
      type: "wait.event",
      data: {
        on: [on("e0"), on("e1")],
        timeout: duration(dice, customs),
        ...(dice.chance(0.3) ? { lookback: "P1D" } : {}),
      },
      ports: ["e0", "e1", "timeout"],
    }),
    () => ({
      type: "wait.condition",
      data: { where: condition(dice), timeout: duration(dice, customs) },
      ports: ["met", "timeout"],
    }),
    () => ({
      type: "branch",
      data: { cases: [{ id: "a", label: "a", where: condition(dice) }] },
      ports: ["a", "else"],
    }),
    () => ({
      type: "split",
      data: { variants: ["a", "b"].map((v) => ({ id: v, label: v, weight: 1 })) },
      ports: ["a", "b"],
    }),
    () => ({ type: "tag", data: { add: [dice.pick(TAGS)], remove: [] }, ports: ["out"] }),
    () => ({ type: "tag", data: { add: [], remove: [dice.pick(TAGS)] }, ports: ["out"] }),
    () => ({ type: "profile.set", data: { set: { attributes: { last: id } } }, ports: ["out"] }),
    () => ({ type: "notify", data: { to: dice.pick(["owner", "lead"]), text: "请看" }, ports: ["out"] }),
    () => ({ type: "activity.check", data: { days: [3, 7, 14] }, ports: ["d3", "d7", "d14", "inactive", "never"] }),
    () => ({ type: "replenish.wait", data: { leadDays: 3, fallbackDays: dice.int(3, 20) }, ports: ["due"] }),
  ];
  return dice.pick(makers)();
}

function trigger(dice: Dice, { schedules, throttles, busy }: FlowCustoms): NodeFile {
  const existing = schedules && dice.chance(0.5) ? { existing: "enroll" } : {};
  const entry =
    throttles && dice.chance(0.6)
      ? { entry: { perDay: dice.int(1, 4), orderBy: dice.pick(["oldest", "newest"]) } }
      : {};
  const event = dice.pick(["friend.added", "order.paid", "form.submitted", "custom.visit"]);
  const often = ["0 18 * * *", "0 18 * * *", "0 9,18 * * *"];
  const cron = dice.pick(busy ? often : ["0 10 * * 1", "30 9 1,15 * *", "0 18 * * *"]);
  const kinds = [
    ["trigger.event", { event, where: all, ...entry }],
    ["trigger.event", { event: "message.received", where: busy ? all : condition(dice), ...entry }],
    ["trigger.audience", { where: condition(dice), checkAt: time(dice), ...entry }],
    ["trigger.schedule", { cron, audience: condition(dice), ...entry }],
  ] as const;
  // The schedule is the last.
  const [type, data] = dice.pick<(typeof kinds)[number]>(schedules ? kinds : kinds.slice(0, 3));
  const node = { id: "t", type, position: { x: 0, y: 0 }, data: { ...data, ...existing } };
  return node as NodeFile; // the compiler checks it
}

/**
 * A flow of some steps, each leading on to a later one, or back to an earlier wait. What the compiler refuses is thrown
 * again by the caller.
 */
export function makeFlow(dice: Dice, id: string, customs: FlowCustoms): FlowFile {
  const count = dice.int(2, 7);
  const ids = Array.from({ length: count }, (_, i) => `n${i}`);
  const pieces = ids.map((nodeId) => piece(dice, nodeId, customs));
  const nodes: NodeFile[] = [trigger(dice, customs)];
  const edges: { id: string; source: string; sourceHandle: string; target: string }[] = [];
  const link = (source: string, sourceHandle: string, target: string) =>
    edges.push({ id: `e${edges.length}`, source, sourceHandle, target });
  link("t", "out", "n0");
  for (const [i, { type, data, ports }] of pieces.entries()) {
    nodes.push({ id: `n${i}`, type, position: { x: 0, y: i }, data } as NodeFile); // the compiler checks it
    const next = ids[i + 1];
    for (const [p, port] of ports.entries()) {
      // The first port leads on, so that every node is reached.
      if (p === 0 && next !== undefined) link(`n${i}`, port, next);
      // Back only from what rests: other loops are refused, and thrown again.
      else if (dice.chance(0.6)) {
        const rests = type.startsWith("wait.") || port === "expired" || port === "no";
        const ahead = rests && dice.chance(customs.busy ? 0.5 : 0.2) ? ids : ids.slice(i + 1);
        if (ahead.length > 0) link(`n${i}`, port, dice.pick(ahead));
      }
    }
  }
  const exitWhen = dice.chance(0.5)
    ? [{ on: dice.pick(["complaint.opened", "order.refunded", "order.paid"]), where: all, reason: "left" }]
    : [];
  const goals = dice.chance(0.5) ? [{ id: "bought", on: "order.paid", where: all, within: "P14D" }] : [];
  const settings: FlowFile["settings"] = {
    reentry: dice.pick(
      customs.busy ? ["after_exit", "after_exit", { after: "P1D" }] : ["after_exit", "never", { after: "P10D" }],
    ),
    priority: dice.int(0, 100),
    onBudget: dice.pick(["defer", "defer", "drop"]),
    deferMax: dice.pick(["P1D", "P7D"]),
    exitWhen,
    goals,
    ...(dice.chance(0.3) ? { maxStay: "P30D" } : {}),
  };
  return { schema: "sopflow/flow@1", id, name: id, settings, nodes, edges };
}

/** The flow after somebody edited it: some nodes are another's, and some are gone with their edges. */
export function editFlow(dice: Dice, flow: FlowFile, customs: FlowCustoms): FlowFile {
  const other = makeFlow(dice, flow.id, customs);
  if (dice.chance(0.25)) return other;
  const nodes = flow.nodes.map((node) => {
    if (node.id === "t" || !dice.chance(0.35)) return node;
    return other.nodes.find(({ id, type }) => id === node.id && type === node.type) ?? node;
  });
  const last = `n${nodes.length - 2}`;
  const goes = dice.chance(0.4) && nodes.length > 3 ? last : undefined;
  const edges = (flow.edges ?? []).filter(({ source, target }) => source !== goes && target !== goes);
  return { ...flow, nodes: nodes.filter(({ id }) => id !== goes), edges };
}
