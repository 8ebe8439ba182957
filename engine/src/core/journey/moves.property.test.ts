import type { InsidePlan, PlaceChoice, ResumeMode } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNodes, defaultChoice } from "../flow/compare-nodes.js";
import { definitionOf } from "../nodes/registry.js";
import { contextOf, cst, Play, program } from "./journey.testkit.js";
import { EVENTS, editFlow, randomFlows, toFlowFile } from "./random-flow.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;

type File = ReturnType<typeof toFlowFile>;

type Act =
  | { readonly kind: "event"; readonly type: string; readonly after: number }
  | { readonly kind: "result"; readonly outcome: string; readonly pick: number; readonly after: number }
  | { readonly kind: "pause"; readonly mode: ResumeMode; readonly minutes: number; readonly after: number };

const after = fc.integer({ min: 0, max: 40 });
const acts = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant("event" as const), type: fc.constantFrom(...EVENTS), after }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("result" as const),
        outcome: fc.constantFrom("yes", "no", "skip"),
        pick: fc.nat({ max: 5 }),
        after,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("pause" as const),
        mode: fc.constantFrom<ResumeMode>("run", "skip", "spread", "shift"),
        minutes: fc.integer({ min: 1, max: 90 }),
        after,
      }),
    },
  ),
  { maxLength: 12 },
);
/** What a lead chooses for the nodes, taken in turn: the default, stay, exit, or another node. */
const choices = fc.array(
  fc.oneof(
    fc.constant("default" as const),
    fc.constant("stay" as const),
    fc.constant("exit" as const),
    fc.nat({ max: 9 }),
  ),
  { minLength: 1, maxLength: 8 },
);
const edits = fc.array(
  fc.record({
    other: randomFlows,
    replaced: fc.array(fc.boolean(), { maxLength: 8 }),
    choices,
    acts,
    whilePaused: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A flow whose versions follow each other while one customer walks through it. */
class Life {
  readonly play: Play;
  #turn: { pausedAt?: number; resumptions: { at: number; pausedAt: number; mode: ResumeMode; hours?: number }[] } = {
    resumptions: [],
  };
  #inside: InsidePlan = {};
  #isPaused = false;

  constructor(readonly versions: File[]) {
    this.play = new Play(this.#context(), T0);
  }

  #context() {
    const files = [...this.versions];
    const newest = files.pop();
    if (!newest) throw new Error("a flow without a version");
    return contextOf({
      flows: [newest],
      earlier: { [newest.id]: files },
      inside: { [newest.id]: this.#inside },
      states: { [newest.id]: this.#isPaused ? "paused" : "live" },
      turns: { [newest.id]: this.#turn },
    });
  }

  act(act: Act): void {
    const { play } = this;
    play.pass(play.now + act.after * MINUTE);
    if (act.kind === "event") play.event(act.type, {});
    if (act.kind === "result") {
      const task = play.open[act.pick % Math.max(1, play.open.length)];
      if (task && act.outcome === "skip") play.skip(task);
      else if (task) play.complete(task, task.outcomes.length > 0 ? act.outcome : undefined);
    }
    if (act.kind === "pause") {
      this.pause();
      play.pass(play.now + act.minutes * MINUTE);
      this.resume(act.mode);
    }
  }

  pause(): void {
    this.#isPaused = true;
    this.#turn = { ...this.#turn, pausedAt: this.play.now };
    this.play.context = this.#context();
  }

  resume(mode: ResumeMode): void {
    const { now } = this.play;
    this.#isPaused = false;
    this.#turn = {
      resumptions: [...this.#turn.resumptions, { at: now, pausedAt: this.#turn.pausedAt ?? now, mode, hours: 1 }],
    };
    this.play.context = this.#context();
    this.play.published("flow-0", false);
  }

  publish(next: File, picked: readonly (number | "default" | "stay" | "exit")[]): void {
    const before = this.versions.map((file, i) => program(file, i + 1).plan);
    const plan = program(next, this.versions.length + 1).plan;
    const targets = Object.keys(plan.nodes).filter((id) => {
      const node = plan.nodes[id];
      return node && !definitionOf(node).trigger;
    });
    const inside: Record<string, Record<string, PlaceChoice>> = {};
    let turn = 0;
    for (const [i, old] of before.entries()) {
      for (const [id, change] of compareNodes(old, plan)) {
        const pick = picked[turn++ % picked.length] ?? "default";
        const to = targets[typeof pick === "number" ? pick % targets.length : 0];
        const choice: PlaceChoice =
          pick === "default"
            ? defaultChoice(id, change)
            : pick === "stay" || pick === "exit"
              ? { do: pick }
              : { do: "move", to: to ?? id };
        inside[i + 1] = { ...inside[i + 1], [id]: choice };
      }
    }
    this.#inside = inside;
    this.versions.push(next);
    this.play.context = this.#context();
    for (const { id } of this.play.customer.enrollments) {
      const props = { enrollmentId: id, flowId: next.id, version: this.versions.length };
      for (const again of [1, 2]) this.play.event("enrollment.moved", { ...props, again });
    }
  }

  check(): void {
    const { play } = this;
    for (const e of play.customer.enrollments) {
      const plan = play.context.flows.program(e.flowId, e.version)?.plan;
      expect(plan?.nodes[e.nodeId], `${e.nodeId} of version ${e.version}`).toBeDefined();
      if (e.state !== "active") continue;
      const wakes = play.customer.timers.some((t) => t.e === e.id && t.kind !== "goals");
      const waits = wakes || e.pending.length > 0 || e.node.matched !== undefined;
      expect(waits, `somebody stands on ${e.nodeId} for ever`).toBe(true);
    }
    const ids = play.tasks.map((t) => t.id);
    expect(new Set(ids).size).toBe(ids.length);
    const places = play.tasks.map((t) => `${t.enrollmentId}/${t.nodeId}/${t.visit}`);
    expect(new Set(places).size).toBe(places.length);
    expect(play.trace("failed")).toEqual([]);
    const ends = play.trace("completed").length + play.trace("exited").length;
    expect(play.trace("entered").length).toBe(
      ends + play.customer.enrollments.filter((e) => e.state === "active").length,
    );
    const outside = new Set(play.open.map((t) => t.id));
    const inside = play.customer.enrollments.flatMap((e) => e.tasks.map((t) => t.id));
    expect([...outside].sort()).toEqual(inside.sort());
  }
}

describe("§5 flows that are edited with people inside", () => {
  it("lose nobody, leave nobody where nothing is, and give nobody a task twice", () => {
    fc.assert(
      fc.property(randomFlows, acts, edits, ([first], before, rounds) => {
        if (!first) return;
        let flow = first;
        const life = new Life([toFlowFile(flow)]);
        life.play.event(flow.trigger.event);
        for (const act of before) life.act(act);
        life.check();
        for (const round of rounds) {
          const other = round.other[0] ?? first;
          flow = editFlow(flow, other, round.replaced);
          if (life.play.standing.length === 0) life.play.event(flow.trigger.event);
          if (round.whilePaused) life.pause();
          life.publish(toFlowFile(flow), round.choices);
          life.check();
          if (round.whilePaused) life.resume("run");
          for (const act of round.acts) life.act(act);
          life.check();
        }
        // Everybody comes to an end when nothing more happens.
        life.play.pass(life.play.now + 24 * 60 * MINUTE);
        life.check();
      }),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });
});
