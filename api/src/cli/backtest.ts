import { basename } from "node:path";
import {
  BadRows,
  type EventSource,
  parseResults,
  type ReplayEvent,
  type ResultsAssumption,
  readAdvisorsCsv,
  readEventsNdjson,
  readOrdersCsv,
  readProductsCsv,
  readTaskResults,
  runBacktest,
} from "@sopflow/engine";
import type { CompiledFlow } from "@sopflow/engine/core";
import { backtestJson, backtestText } from "./backtest-output.js";
import { printBadRows } from "./bad-rows-output.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import type { Io } from "./io.js";
import { instant } from "./option-parsers.js";
import { diagnosticLines } from "./print-diagnostics.js";
import type { AddCommand } from "./program.js";
import { startProgress } from "./progress.js";
import { readFlowFile } from "./read-flow-file.js";
import { openInput } from "./read-input.js";

interface BacktestFlags {
  readonly orders?: string;
  readonly events?: string;
  readonly products?: string;
  readonly advisors?: string;
  readonly from?: number;
  readonly until?: number;
  readonly results: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Where the bad rows of a file go. */
type BadRowsOf = (file: string) => BadRows;

/** `sopflow backtest FLOW...` */
export const addBacktest: AddCommand = (program, io, exit) => {
  program
    .command("backtest")
    .description("replay history through flows in virtual time, in memory, and count what they would have done")
    .argument("<flow...>", "flow files")
    .option("--orders <file.csv>", "orders: order_id, customer_id, paid_at, quantity, amount, …")
    .option("--events <file.ndjson>", "events, one per line, as `sopflow export` writes them")
    .option("--products <file.csv>", "products: sku, name, price, days_of_supply, category")
    .option("--advisors <file.csv>", "advisors: advisor_id, name, pools, capacity_per_day, active")
    .option("--from <instant>", "the flows go live then (default: at the first event)", instant)
    .option("--until <instant>", "timers run on to then (default: 60 days after the last event)", instant)
    .option("--results <how>", "how tasks end: expired, done:<delay>[:<outcome>], or a file", "expired")
    .option("--strict", "stop at the first bad row")
    .option("--json", "print the report as JSON")
    .action(async (files: string[], flags: BacktestFlags) => {
      if (flags.orders === undefined && flags.events === undefined) {
        throw new CommandFailure(
          EXIT.usage,
          "name the history to replay: --orders FILE.csv, --events FILE.ndjson, or both",
        );
      }
      if (flags.from !== undefined && flags.until !== undefined && flags.from >= flags.until) {
        throw new CommandFailure(EXIT.usage, "--from must be earlier than --until");
      }
      const flows = await readFlows(files, flags.json === true, io);
      if (!flows) {
        exit(EXIT.badInput);
        return;
      }
      const badRows = new BadRows(flags.strict === true);
      const inputs = [flags.orders, flags.events, flags.products, flags.advisors].filter((file) => file !== undefined);
      const several = inputs.length > 1 || parseResults(flags.results) === undefined;
      const badOf = (file: string) => (several ? badRows.of(basename(file)) : badRows);
      const progress = startProgress(io, "backtest");
      try {
        const report = await runBacktest({
          flows,
          events: await openEvents(flags, badOf),
          from: flags.from,
          until: flags.until,
          results: await readResults(flags.results, badOf),
          products:
            flags.products === undefined
              ? []
              : await all(readProductsCsv(await openInput(flags.products), badOf(flags.products))),
          advisors:
            flags.advisors === undefined
              ? []
              : await all(readAdvisorsCsv(await openInput(flags.advisors), badOf(flags.advisors))),
          badRows,
          signal: io.signal,
          onProgress: ({ events, totalEvents }) => progress.at(events, totalEvents),
        });
        progress.end();
        printBadRows(io, report.badRows);
        io.out(flags.json ? JSON.stringify(backtestJson(report), null, 2) : backtestText(report));
      } finally {
        progress.end();
      }
    });
};

/** Every flow compiled, or undefined after printing what is wrong with all of them. */
async function readFlows(files: readonly string[], json: boolean, io: Io): Promise<CompiledFlow[] | undefined> {
  const read = [];
  for (const file of files) read.push(await readFlowFile(file, io));
  const flows = read.flatMap(({ compiled }) => compiled ?? []);
  const good = flows.length === read.length;
  if (good && new Set(flows.map((flow) => flow.flowId)).size < flows.length) {
    throw new CommandFailure(EXIT.badInput, "two of the files have the same flow id: replay one version of each");
  }
  if (!good && json) {
    const problems = read.map(({ file, compiled, diagnostics }) => ({ file, ok: compiled !== undefined, diagnostics }));
    io.out(JSON.stringify({ ok: false, flows: problems }, null, 2));
  } else {
    for (const { file, diagnostics } of read) for (const line of diagnosticLines(file, diagnostics)) io.err(line);
  }
  return good ? flows : undefined;
}

async function openEvents({ orders, events }: BacktestFlags, bad: BadRowsOf): Promise<EventSource[]> {
  const sources: AsyncIterable<ReplayEvent>[] = [];
  if (orders !== undefined) sources.push(readOrdersCsv(await openInput(orders), bad(orders)));
  if (events !== undefined) sources.push(readEventsNdjson(await openInput(events), bad(events)));
  return sources;
}

async function readResults(how: string, bad: BadRowsOf): Promise<ResultsAssumption> {
  const known = parseResults(how);
  if (known !== undefined) return known;
  if (/^done(:|$)/.test(how)) {
    throw new CommandFailure(
      EXIT.usage,
      "--results: use expired, done:PT2H, done:PT2H:<outcome>, or the name of a file",
    );
  }
  const format = /\.(nd)?jsonl?$/i.test(how) ? "ndjson" : "csv";
  return readTaskResults(await openInput(how), format, bad(how), how);
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const row of rows) items.push(row);
  return items;
}
