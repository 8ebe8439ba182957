export { type Backtest, type BacktestOptions, type BacktestProgress, replay, runBacktest } from "./backtest.js";
export type { BacktestReport, Counts, FlowReport, NodeReport, TasksReport } from "./backtest-report.js";
export { type BadRow, type BadRowList, BadRows, InputFileError } from "./bad-rows.js";
export type { TextSource } from "./decode-text.js";
export { type CustomerRow, readAdvisorsCsv, readCustomersCsv, readProductsCsv } from "./entity-csv.js";
export { readEventsNdjson } from "./events-ndjson.js";
export { type ExportOptions, exportAll } from "./export-all.js";
export { fenToYuan, yuanToFen } from "./fen.js";
export {
  type ImportedFile,
  type ImportFiles,
  type ImportKind,
  type ImportOptions,
  type ImportProgress,
  importHistory,
} from "./import-history.js";
export type { EventSource } from "./load-events.js";
export { ORDER_COLUMNS, ORDERS_SOURCE, readOrdersCsv } from "./orders-csv.js";
export type { ReplayEvent } from "./replay-event.js";
export { readTaskResults } from "./results-file.js";
export { type BacktestStart, type Backtests, createBacktests } from "./stored/backtests.js";
export {
  describeResults,
  type PlannedResult,
  parseResults,
  type ResultsAssumption,
  type TaskResultTable,
} from "./task-results.js";
