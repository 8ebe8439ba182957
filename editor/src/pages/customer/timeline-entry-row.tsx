import { WhyButton } from "../../why/why-button.js";
import { itemOf, type TimelineEntry, type TraceLine } from "./timeline-entries.js";
import { eventLine, type TimelineContext, traceLine } from "./timeline-words.js";

interface TimelineEntryRowProps {
  readonly customerId: string;
  readonly entry: TimelineEntry;
  readonly context: TimelineContext;
}

/** One thing that happened, and what flows did about it, flow by flow. */
export function TimelineEntryRow({ customerId, entry: { seq, event, lines }, context }: TimelineEntryRowProps) {
  const head = event && eventLine(event, context);
  return (
    <div className="timeline-what">
      {head && (
        <p>
          <strong>{head.what}</strong> <span className="timeline-detail">{head.detail}</span>
        </p>
      )}
      {!event && <p className="timeline-detail">{context.t("timeline.timer")}</p>}
      {byFlow(lines).map((group) => (
        <div key={group.key} className="timeline-flow">
          {group.flowName !== undefined && (
            <p className="timeline-flow-name">
              {group.flowName}
              {group.lines.some(isDecided) && (
                <WhyButton ask={{ of: "input", customerId, seq, flowId: group.flowId }} name={group.flowName} isWord />
              )}
            </p>
          )}
          {group.lines.map((line) => {
            const { what, detail } = traceLine(line, context);
            return (
              <p key={itemOf(line).ordinal}>
                {what} {detail !== "" && <span className="timeline-detail">{detail}</span>}
              </p>
            );
          })}
        </div>
      ))}
    </div>
  );
}

const DECIDED: ReadonlySet<string> = new Set([
  ...["entered", "exited", "goal", "refused", "failed"],
  ...["issued", "deferred", "dropped", "stale", "withdrawn", "downgraded"],
]);
/** Rules, a condition or the contact policy had a say in it. */
const isDecided = (line: TraceLine): boolean => line.kind === "way" || DECIDED.has(line.item.what);

interface FlowLines {
  readonly key: string;
  readonly flowId: string;
  readonly flowName: string | undefined;
  readonly lines: TraceLine[];
}

/** Neighbours of one flow together. */
function byFlow(lines: readonly TraceLine[]): FlowLines[] {
  const groups: FlowLines[] = [];
  for (const line of lines) {
    const item = itemOf(line);
    const last = groups.at(-1);
    // What was raised on the way belongs to no flow of its own.
    if (last && (last.flowId === item.flowId || item.flowId === "")) last.lines.push(line);
    else {
      const flowName = item.flowId === "" ? undefined : (item.flowName ?? item.flowId);
      groups.push({ key: `${item.ordinal}`, flowId: item.flowId, flowName, lines: [line] });
    }
  }
  return groups;
}
