import type { BacktestReport, Counts, FlowReport } from "@sopflow/engine";
import { table } from "./table.js";

/** The report as plain JSON. Times are epoch ms. */
export function backtestJson({ badRows, ...report }: BacktestReport): object {
  return { ...report, badRows: { count: badRows.count, rows: badRows.rows } };
}

/** The report for people. */
export function backtestText(report: BacktestReport): string {
  const { events, customers, eventsPerSecond, from, until, assumption } = report;
  const span = `${new Date(from).toISOString()} – ${new Date(until).toISOString()}`;
  const notes = [
    `${events} events of ${customers} customers, ${span}, ${eventsPerSecond} events/s`,
    `${assumption.zh} / ${assumption.en}`,
    ...noteOf(report.lateEvents, "events only updated profiles"),
    ...noteOf(report.ignoredEvents, "events after the end were left out"),
    ...noteOf(report.duplicates, "events were told twice and left out"),
    ...noteOf(report.held, "customers stopped on a fault"),
  ];
  return [...notes, ...report.flows.flatMap(flowText)].join("\n");
}

const noteOf = (count: number, words: string): string[] => (count > 0 ? [`${count} ${words}`] : []);

function flowText(flow: FlowReport): string[] {
  const { tasks } = flow;
  const nodes = Object.entries(flow.nodes).map(([id, node]) => [
    id,
    String(node.entered),
    String(node.waiting),
    countsText(node.out),
  ]);
  const busiest = tasks.busiestDay ? `, busiest day ${tasks.busiestDay.date} with ${tasks.busiestDay.count}` : "";
  return [
    "",
    `${flow.flowId}@${flow.version}: entered ${flow.entered}, completed ${flow.completed}, ` +
      `exited ${countsText(flow.exited) || 0}, failed ${flow.failed}, active ${flow.active}`,
    table(["NODE", "ENTERED", "WAITING", "OUT"], nodes),
    `tasks ${tasks.total} (${countsText(tasks.byState) || "none"})${busiest}`,
    ...listText("goals", flow.goals),
    ...listText("refused", flow.refused),
    ...listText("deferred", flow.deferred),
    ...listText("dropped", flow.dropped),
  ];
}

const listText = (title: string, counts: Counts): string[] =>
  Object.keys(counts).length > 0 ? [`${title}: ${countsText(counts)}`] : [];

const countsText = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
