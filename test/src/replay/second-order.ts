import { readFileSync } from "node:fs";
import { type CompiledFlow, compileFlow } from "@sopflow/engine/core";
import { type Flow, flowSchema } from "@sopflow/schemas";

/** The flow that calls customers who do not order again within 14 days of their first order. */
export function secondOrderFlow(): { flow: Flow; compiled: CompiledFlow } {
  const file = new URL("../../flows/second-order-14d/flow.json", import.meta.url);
  const flow = flowSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const { compiled, diagnostics } = compileFlow(flow, { version: 1 });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  return { flow, compiled };
}

export const WAIT_MS = 14 * 86_400_000;

export interface SecondOrderAnswer {
  readonly entered: number;
  readonly matched: number;
  readonly timeout: number;
  /** Customers by the instant (epoch ms) at which their wait ran out: each gets a task then. */
  readonly tasks: ReadonlyMap<string, number>;
}

/**
 * The flow's answer straight from the rows of the file, by nothing but comparing times: shares no code with the engine.
 * China has had no clock changes since 1991, so that 14 days there are 14 times 24 hours.
 */
export function answerFromRows(csv: string, isInside: (sinceFirstMs: number) => boolean): SecondOrderAnswer {
  const rows = csv
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .map((line, index) => {
      const [, customer = "", paidAt = ""] = line.split(",");
      return { customer, at: Date.parse(paidAt), index };
    })
    .sort((a, b) => a.at - b.at || a.index - b.index);
  const first = new Map<string, number>();
  const second = new Map<string, number>();
  for (const { customer, at } of rows) {
    if (!first.has(customer)) first.set(customer, at);
    else if (!second.has(customer)) second.set(customer, at);
  }
  let matched = 0;
  const tasks = new Map<string, number>();
  for (const [customer, at] of first) {
    const next = second.get(customer);
    if (next !== undefined && isInside(next - at)) matched += 1;
    else tasks.set(customer, at + WAIT_MS);
  }
  return { entered: first.size, matched, timeout: tasks.size, tasks };
}
