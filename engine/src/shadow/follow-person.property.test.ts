import type { FlowFile, Task } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context, EventInput } from "../core/journey/index.js";
import { step } from "../core/journey/index.js";
import { contextOf, cst, openPolicy, program } from "../core/journey/journey.testkit.js";
import { EVENTS, editFlow, randomFlows, toFlowFile } from "../core/journey/random-flow.testkit.js";
import { newCustomer } from "../core/profile/index.js";
import type { Found } from "./compare-sides.js";
import { newPerson, passTime, takeEvent, takeOver } from "./follow-person.js";
import type { ShadowPerson } from "./shadow-records.js";
import { worldsOf } from "./shadow-worlds.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;

const after = fc.integer({ min: 0, max: 40 });
const acts = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom(...EVENTS), after, pick: fc.constant(0) }) },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constantFrom("yes", "no", "skip"), after, pick: fc.nat({ max: 5 }) }),
    },
  ),
  { maxLength: 20 },
);
type Act = { readonly type: string; readonly after: number; readonly pick: number };

/** One customer whom the live version moves, and whom a shadow follows from some moment on. */
class Town {
  now = T0;
  customer = newCustomer("c1", 0, T0);
  readonly found: Found[] = [];
  person: ShadowPerson | undefined;
  #wakeAt: number | null = null;
  #seq = 0;
  #open: Task[] = [];
  /** Tasks of the flow since the shadow began. */
  issued = 0;

  constructor(
    readonly live: Context,
    readonly draft: FlowFile,
  ) {}

  get worlds() {
    const worlds = worldsOf(this.live, { flowId: this.draft.id, liveVersion: 1, compiled: program(this.draft, 2) });
    if (typeof worlds === "string") throw new Error(worlds);
    return worlds;
  }

  follow(): void {
    this.person = this.#seq === 0 ? newPerson("c1", T0) : takeOver(structuredClone(this.customer), this.worlds);
  }

  act({ type, after: minutes, pick }: Act): void {
    this.pass(this.now + minutes * MINUTE);
    const isEvent = EVENTS.some((one) => one === type);
    const task = this.#open[pick % Math.max(1, this.#open.length)];
    if (!isEvent && !task) return;
    this.#seq += 1;
    const done = task && task.outcomes.length > 0 ? { taskId: task.id, outcome: type } : { taskId: task?.id ?? "" };
    const said = type === "skip" ? { taskId: task?.id ?? "", reason: "other" } : done;
    const times = { at: this.now, received: this.now, now: this.now };
    const name = isEvent ? type : type === "skip" ? "task.skipped" : "task.completed";
    const props = isEvent ? {} : said;
    const input: EventInput = {
      kind: "event",
      id: `e${this.#seq}`,
      seq: this.#seq,
      type: name,
      source: "test",
      ...times,
      props,
    };
    this.#take(step(this.customer, input, this.live));
    if (this.person) this.found.push(...takeEvent(this.person, input, this.worlds));
  }

  pass(until: number): void {
    while (this.#wakeAt !== null && this.#wakeAt <= until) {
      const at = this.#wakeAt;
      this.#take(step(this.customer, { kind: "tick", id: `t${at}`, seq: 0, at, now: at }, this.live));
    }
    this.now = until;
    if (this.person) this.found.push(...passTime(this.person, until, this.worlds));
  }

  /** What stands in the live document and in the shadow's copy of it, without what only counts inputs. */
  get standing() {
    const of = ({ enrollments, timers, tags, flows }: typeof this.customer) => ({ enrollments, timers, tags, flows });
    const copy = this.person?.sides?.live;
    return copy && [of(this.customer), of(copy)];
  }

  #take({ customer, effects, wakeAt }: ReturnType<typeof step>): void {
    this.customer = customer;
    this.#wakeAt = wakeAt;
    for (const effect of effects) {
      if (effect.kind === "task.issue") {
        this.#open.push(effect.task);
        if (this.person && effect.task.flowId === this.draft.id) this.issued += 1;
      }
      if (effect.kind === "task.close") this.#open = this.#open.filter(({ id }) => id !== effect.taskId);
    }
  }
}

const contextFor = (flows: readonly FlowFile[], limited: boolean): Context =>
  contextOf({ flows, ...(limited ? { settings: {} } : { settings: openPolicy() }) });

function play(town: Town, before: readonly Act[], later: readonly Act[]): Town {
  for (const act of before) town.act(act);
  town.follow();
  for (const act of later) town.act(act);
  town.pass(town.now + 300 * MINUTE);
  return town;
}

describe("a person who is followed by a shadow", () => {
  it("never differs where the draft is the live version, whenever it begins and whatever happens", () => {
    fc.assert(
      fc.property(randomFlows, acts, acts, fc.boolean(), (flows, before, later, limited) => {
        const files = flows.map(toFlowFile);
        const [draft] = files;
        if (!draft) return;
        const town = play(new Town(contextFor(files, limited), draft), before, later);
        expect(town.found).toEqual([]);
        expect(town.person?.counts.failed).toBeUndefined();
        expect(town.person?.open.live.filter(({ kind }) => kind === "task")).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("has a copy that stands exactly where the live customer stands", () => {
    fc.assert(
      fc.property(randomFlows, acts, acts, (flows, before, later) => {
        const files = flows.map(toFlowFile);
        const [draft] = files;
        if (!draft) return;
        const town = play(new Town(contextFor(files, false), draft), before, later);
        const [live, copy] = town.standing ?? [];
        expect(copy).toEqual(live);
      }),
      { numRuns: 100 },
    );
  });

  it("counts each task of either version once, whatever was edited: alike, otherwise, by one alone, or undecided", () => {
    const edits = fc.tuple(randomFlows, randomFlows, fc.array(fc.boolean(), { maxLength: 8 }));
    fc.assert(
      fc.property(edits, acts, ([flows, others, replaced], later) => {
        const [first, other] = [flows[0], others[0]];
        if (!first || !other) return;
        const files = flows.map(toFlowFile);
        const town = play(new Town(contextFor(files, false), toFlowFile(editFlow(first, other, replaced))), [], later);
        const sum = (kind: string) =>
          Object.entries(town.person?.counts ?? {}).reduce(
            (all, [key, n]) => (key.startsWith(`${kind}/`) ? all + n : all),
            0,
          );
        const told = (kind: string) => town.found.filter((one) => one.kind === kind);
        for (const kind of ["task_live", "task_draft", "text", "time", "port", "exit", "entered_live", "entered_draft"])
          expect(told(kind)).toHaveLength(sum(kind));
        const keys = town.found.map(({ kind, key }) => `${kind} ${key}`);
        expect(new Set(keys).size).toBe(keys.length);
        const both = new Set([...told("text"), ...told("time")].map(({ key }) => key)).size;
        const open = (side: "live" | "draft") =>
          town.person?.open[side].filter(({ kind }) => kind === "task").length ?? 0;
        expect(sum("same_task") + both + sum("task_live") + open("live")).toBe(town.issued);
      }),
      { numRuns: 100 },
    );
  });
});
