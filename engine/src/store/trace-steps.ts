import type { ArmMark, StepMark, TraceRow } from "./port.js";
import type { TraceLine } from "./trace-lines.js";

/** Trace kinds that are found by their step: the numbers of a step on the flow page are made of these. */
const MARKED: ReadonlySet<TraceRow["what"]> = new Set([
  "entered",
  "refused",
  "arrived",
  "left",
  "arm",
  "completed",
  "exited",
  "failed",
  "deferred",
  "downgraded",
  "dropped",
  "stale",
]);

/** What one input did at one step, as marks to search by, in the order of its lines. */
export interface MarkedStep {
  readonly flowId: string;
  readonly nodeId: string;
  readonly marks: readonly StepMark[];
}

/** The steps that the lines of one input are about. */
export function markSteps(lines: readonly TraceLine[]): MarkedStep[] {
  const steps: (MarkedStep & { readonly marks: StepMark[] })[] = [];
  for (const line of lines) {
    const mark = markOf(line);
    if (mark === undefined) continue;
    const [, , , flowId, , nodeId] = line;
    // An input goes through a handful of steps: looking through them is cheaper than a map.
    const step = steps.find((known) => known.nodeId === nodeId && known.flowId === flowId);
    if (!step) steps.push({ flowId, nodeId, marks: [mark] });
    else if (!step.marks.includes(mark)) step.marks.push(mark);
  }
  return steps;
}

/** Marks as SQLite keeps them: words between blanks. */
export const wordsOf = (marks: readonly StepMark[]): string => ` ${marks.join(" ")} `;

/** The lines at that step that have one of its marks. */
export const linesOfStep = (
  lines: readonly TraceLine[],
  { flowId, nodeId, marks }: Omit<MarkedStep, "marks"> & { readonly marks: readonly (StepMark | undefined)[] },
): TraceLine[] =>
  lines.filter((line) => {
    const mark = markOf(line);
    return mark !== undefined && marks.includes(mark) && line[5] === nodeId && line[3] === flowId;
  });

function markOf([, what, , flowId, version, , , detail]: TraceLine): StepMark | undefined {
  if (flowId === "" || !MARKED.has(what)) return undefined;
  const port = typeof detail?.port === "string" ? detail.port : "";
  if (what === "left") return `left:${port}`;
  if (what === "arm") return `arm:${version}:${port}`;
  return what as Exclude<StepMark, `left:${string}` | ArmMark>; // MARKED has no others
}
