import { createReadStream, readFileSync } from "node:fs";
import { BadRows, readOrdersCsv, runBacktest } from "@sopflow/engine";
import { compileFlow, FLOW_TEMPLATES, TEMPLATE_ATTRIBUTES } from "@sopflow/engine/core";
import { brandSettingsSchema, type Task } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { CDNOW_ABSENT, cdnowPath } from "../cdnow.js";
import { skipSuite } from "../skips.js";
import { answerFromRows, secondOrderFlow, WAIT_MS } from "./second-order.js";

const path = cdnowPath();
const NAME = "back-test over the CDNOW orders";

if (path === undefined) skipSuite(NAME, CDNOW_ABSENT);
else describe(NAME, { timeout: 120_000 }, () => suite(path));

function suite(file: string): void {
  const halfOpen = answerFromRows(readFileSync(file, "utf8"), (sinceFirst) => sinceFirst < WAIT_MS);

  it("has the known answer when the rows alone are asked, and another with an inclusive bound", () => {
    expect(halfOpen).toMatchObject({ entered: 23_544, matched: 2_547, timeout: 20_997 });
    const inclusive = answerFromRows(readFileSync(file, "utf8"), (sinceFirst) => sinceFirst <= WAIT_MS);
    expect(inclusive.matched).toBe(2_712);
  });

  it("gives the same answer through the engine, task by task", async () => {
    const issued = new Map<string, number>();
    const onTask = (task: Task) => issued.set(task.customerId, task.issuedAt);
    const badRows = new BadRows();
    const report = await runBacktest({
      flows: [secondOrderFlow().compiled],
      events: [readOrdersCsv(createReadStream(file), badRows)],
      badRows,
      onTask,
    });
    expect(report).toMatchObject({ events: 69_659, customers: 23_544, held: 0, duplicates: 0 });
    expect(report.badRows.count).toBe(0);
    expect(report.flows[0]).toMatchObject({
      flowId: "second-order-14d",
      entered: 23_544,
      completed: 20_997,
      exited: { reordered: 2_547 },
      failed: 0,
      active: 0,
      nodes: {
        t: { entered: 23_544, waiting: 0, out: { out: 23_544 } },
        w: { entered: 23_544, waiting: 0, out: { matched: 2_547, timeout: 20_997 } },
        k: { entered: 20_997, waiting: 0, out: { out: 20_997 } },
        x: { entered: 2_547, waiting: 0 },
      },
      tasks: { total: 20_997, byNode: { k: 20_997 }, byState: { open: 0, expired: 20_997 } },
    });
    expect(issued).toEqual(halfOpen.tasks);
  });

  it("stops where it is told, with people still waiting", async () => {
    const until = Date.parse("2021-02-01T00:00:00+08:00");
    const report = await runBacktest({
      flows: [secondOrderFlow().compiled],
      events: [readOrdersCsv(createReadStream(file), new BadRows())],
      until,
    });
    const [flow] = report.flows;
    const over = [...halfOpen.tasks.values()].filter((at) => at <= until).length;
    expect(flow?.tasks.total).toBe(over);
    expect(flow?.active).toBe(flow?.nodes.w?.waiting);
    const left = (flow?.completed ?? 0) + (flow?.exited.reordered ?? 0) + (flow?.active ?? 0);
    expect(flow?.entered).toBe(left);
  });

  it("gives the same report whether customers share advisors' work or not", async () => {
    const options = { flows: [secondOrderFlow().compiled], until: Date.parse("2021-04-01T00:00:00+08:00") };
    const events = () => [readOrdersCsv(createReadStream(file), new BadRows())];
    const alone = await runBacktest({ ...options, events: events() });
    // A pool that no task names: timers run over all customers in order of time, nothing else is different.
    const advisors = [{ id: "a", name: "Ann", pools: ["other"], capacityPerDay: 1, active: true }];
    const shared = await runBacktest({ ...options, events: events(), advisors });
    expect(shared.flows).toEqual(alone.flows);
  });

  it("takes all five templates over the whole file", async () => {
    const settings = brandSettingsSchema.parse({ attributes: TEMPLATE_ATTRIBUTES });
    const flows = FLOW_TEMPLATES.flatMap(
      (template) => compileFlow(template.file, { version: 1, attributes: settings.attributes }).compiled ?? [],
    );
    const events = [readOrdersCsv(createReadStream(file), new BadRows())];
    const report = await runBacktest({ flows, events, settings });
    expect(report.flows.map((flow) => flow.flowId)).toEqual(FLOW_TEMPLATES.map((template) => template.id));
    // Nobody in this file is a friend of an advisor: the templates watch them and let nobody in.
    expect(report).toMatchObject({ events: 69_659, held: 0, alerts: {} });
    expect(report.flows.map((flow) => flow.entered)).toEqual([0, 0, 0, 0, 0]);
  });
}
