import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  BadRows,
  type EventSource,
  parseResults,
  readEventsNdjson,
  readOrdersCsv,
  runBacktest,
  type TaskResultTable,
} from "@sopflow/engine";
import { type CompiledFlow, compileFlow, parseInstant } from "@sopflow/engine/core";
import { brandSettingsSchema, type Task } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";

/**
 * Every folder of test/flows is one case: a flow, a handful of orders (and events), and the answer, worked out by hand
 * from FLOW-FORMAT and never copied from a run.
 */
const folder = fileURLToPath(new URL("../../flows/", import.meta.url));

interface ExpectedCase {
  /** What the case shows, in a sentence. */
  readonly about: string;
  /** Brand settings, where the defaults are not meant. */
  readonly settings?: object;
  readonly results?: string;
  readonly from?: string;
  readonly lateEvents?: number;
  /** Part of the flow's report. */
  readonly report: object;
  /** Every task issued, as customer, node and instant, in this order; the list is sorted by the three. */
  readonly tasks: readonly (readonly [customer: string, node: string, at: string])[];
}

const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`${folder}${entry.name}/expected.json`))
  .map((entry) => entry.name);

describe("flows replayed over small histories with answers worked out by hand", () => {
  for (const name of cases) {
    const expected: ExpectedCase = JSON.parse(readFileSync(`${folder}${name}/expected.json`, "utf8"));
    it(`${name}: ${expected.about}`, async () => {
      const tasks: Task[] = [];
      const badRows = new BadRows(true);
      const report = await runBacktest({
        flows: [compiled(name)],
        events: sources(name, badRows),
        settings: brandSettingsSchema.parse(expected.settings ?? {}),
        results: expected.results === undefined ? "expired" : resultsOf(expected.results),
        from: expected.from === undefined ? undefined : parseInstant(expected.from),
        onTask: (task) => tasks.push(task),
      });
      expect(report.flows[0]).toMatchObject(expected.report);
      const issued = tasks.map((task): [string, string, number] => [task.customerId, task.nodeId, task.issuedAt]);
      expect(issued.sort(byAll)).toEqual(expected.tasks.map(([who, node, at]) => [who, node, parseInstant(at)]));
      expect(report).toMatchObject({ held: 0, duplicates: 0, lateEvents: expected.lateEvents ?? 0 });
    });
  }
});

function compiled(name: string): CompiledFlow {
  const { compiled: flow, diagnostics } = compileFlow(JSON.parse(readFileSync(`${folder}${name}/flow.json`, "utf8")), {
    version: 1,
  });
  if (!flow) throw new Error(JSON.stringify(diagnostics));
  return flow;
}

function sources(name: string, bad: BadRows): EventSource[] {
  const open = (file: string) => createReadStream(`${folder}${name}/${file}`);
  const orders = readOrdersCsv(open("orders.csv"), bad);
  return existsSync(`${folder}${name}/events.ndjson`)
    ? [orders, readEventsNdjson(open("events.ndjson"), bad)]
    : [orders];
}

function resultsOf(text: string): Exclude<ReturnType<typeof parseResults> | TaskResultTable, undefined> {
  const results = parseResults(text);
  if (results === undefined) throw new Error(`${text} is no assumption`);
  return results;
}

const byAll = (a: readonly unknown[], b: readonly unknown[]): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
