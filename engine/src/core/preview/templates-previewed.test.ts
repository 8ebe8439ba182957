import { describe, expect, it } from "vitest";
import { program } from "../journey/journey.testkit.js";
import { FLOW_TEMPLATES } from "../library/index.js";
import { HOUR_MS } from "../time/index.js";
import type { MadeUpCustomer } from "./made-up-customer.js";
import { endOf, madeUp, previewOf, START, waysOf } from "./preview.testkit.js";
import type { PreviewAnswer } from "./preview-request.js";
import { propsThatMatch } from "./props-that-match.js";
import { linesBy, trailOf } from "./trail-at.js";

const ORDER = { daysAgo: 25, amount: 29_900, sku: "sku-1" };
/** Whom each template is for. */
const PEOPLE: Readonly<Record<string, MadeUpCustomer>> = {
  "package-card-intake": {},
  "first-order": { friendDays: 2, stage: "已承接" },
  "activity-3-7-14": { friendDays: 30, activeDays: 5 },
  replenishment: { friendDays: 60, orders: [ORDER] },
  "campaign-3-day": { friendDays: 60, activeDays: 20, orders: [{ ...ORDER, daysAgo: 60 }] },
};
const MAX_ROUNDS = 60;

describe.each(FLOW_TEMPLATES.filter(({ id }) => id in PEOPLE))("the template $id", ({ id, file }) => {
  const { plan } = program(file);
  const [trigger = ""] = plan.triggers;
  const node = plan.nodes[trigger];
  const props = node?.type === "trigger.event" ? { orderId: "o-1", ...propsThatMatch(node.data.where) } : {};
  const play = (answers: Record<string, PreviewAnswer> = {}) =>
    previewOf(file, { customer: madeUp(PEOPLE[id]), start: { trigger, props }, answers });

  it("plays to its end when nobody answers", () => {
    const preview = play();
    expect(preview).toMatchObject({ hasEntered: true, stop: "over" });
    expect(endOf(preview)).toBeDefined();
    expect(preview.lines.filter((line) => line.kind === "alert")).toEqual([]);
  });

  it.each([0, 1, 2])("plays to its end when every task ends with its outcome number %i", (choice) => {
    const answers: Record<string, PreviewAnswer> = {};
    let preview = play(answers);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const tasks = preview.lines.flatMap((line) => (line.kind === "task" && !answers[line.key] ? [line] : []));
      const [open] = tasks;
      if (!open) break;
      const outcome = open.task.outcomes.at(choice)?.id ?? open.task.outcomes[0]?.id;
      answers[open.key] = { type: "task.completed", afterMs: HOUR_MS, ...(outcome !== undefined && { outcome }) };
      preview = play(answers);
    }
    expect(preview).toMatchObject({ hasEntered: true, stop: "over" });
    expect(Object.keys(answers).length).toBeGreaterThan(0);
    expect(endOf(preview)).toBeDefined();
    const taken = new Set(waysOf(preview));
    expect(trailOf(preview, linesBy(preview, preview.endAt)).taken).toEqual([...taken]);
    expect(preview.startAt).toBe(START);
  });
});
