import { itemOf, type TimelineEntry, type TraceLine } from "./timeline-entries.js";
import { eventLine, type TimelineContext, traceLine } from "./timeline-words.js";

interface TimelineEntryRowProps {
  readonly entry: TimelineEntry;
  readonly context: TimelineContext;
}

/** One thing that happened, and what flows did about it, flow by flow. */
export function TimelineEntryRow({ entry: { event, lines }, context }: TimelineEntryRowProps) {
  const head = event && eventLine(event, context);
  return (
    <div className="timeline-what">
      {head && (
        <p>
          <strong>{head.what}</strong> <span className="timeline-detail">{head.detail}</span>
        </p>
      )}
      {!event && <p className="timeline-detail">{context.t("timeline.timer")}</p>}
      {byFlow(lines).map(({ key, flowName, lines: ofFlow }) => (
        <div key={key} className="timeline-flow">
          {flowName !== undefined && <p className="timeline-flow-name">{flowName}</p>}
          {ofFlow.map((line) => {
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

interface FlowLines {
  readonly key: string;
  readonly flowName: string | undefined;
  readonly lines: TraceLine[];
}

/** Neighbours of one flow together. */
function byFlow(lines: readonly TraceLine[]): FlowLines[] {
  const groups: (FlowLines & { readonly flowId: string })[] = [];
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
