import { createReadStream } from "node:fs";
import { BadRows, readOrdersCsv, runBacktest } from "@sopflow/engine";
import { type CompiledFlow, compileFlow, FLOW_TEMPLATES } from "@sopflow/engine/core";
import { CDNOW_ABSENT, cdnowPath } from "../cdnow.js";
import { secondOrderFlow } from "../replay/second-order.js";

const ROUNDS = 5;

interface BacktestRow {
  readonly case: string;
  readonly events: number;
  readonly entered: number;
  readonly bestEventsPerSecond: number;
  readonly medianEventsPerSecond: number;
}

/** Back-test over real orders: the five templates published together, and one flow that everybody enters. */
export async function benchBacktest(): Promise<BacktestRow[]> {
  const file = cdnowPath();
  if (file === undefined) throw new Error(CDNOW_ABSENT);
  const templates = FLOW_TEMPLATES.map(({ file: flow }) => {
    const { compiled } = compileFlow(flow, { version: 1 });
    if (!compiled) throw new Error(`the template ${flow.id} does not compile`);
    return compiled;
  });
  return [
    await measure("five templates (nobody in this file is a friend, so nobody enters)", templates, file),
    await measure("second order within 14 days (everybody enters)", [secondOrderFlow().compiled], file),
  ];
}

async function measure(name: string, flows: readonly CompiledFlow[], file: string): Promise<BacktestRow> {
  const speeds: number[] = [];
  let events = 0;
  let entered = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const report = await runBacktest({ flows, events: [readOrdersCsv(createReadStream(file), new BadRows())] });
    speeds.push(report.eventsPerSecond);
    events = report.events;
    entered = report.flows.reduce((sum, flow) => sum + flow.entered, 0);
  }
  speeds.sort((a, b) => a - b);
  const at = (i: number) => speeds[i] ?? Number.NaN;
  return {
    case: name,
    events,
    entered,
    bestEventsPerSecond: at(speeds.length - 1),
    medianEventsPerSecond: at(Math.floor(speeds.length / 2)),
  };
}
