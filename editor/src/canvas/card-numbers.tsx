import { ClipboardList, OctagonAlert, Users } from "lucide-react";
import { type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import { LIVE_TEXTS } from "../i18n/live-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { LiveCountsContext, type NodeNumbers, OpenListsContext } from "./live-counts.js";

/** The numbers on a card's upper rim: people there now, tasks that wait, people who failed. */
export function CardNumbers({ nodeId }: { nodeId: string }) {
  const t = useTexts(LIVE_TEXTS);
  const lists = useContext(OpenListsContext);
  const people = useNumber(nodeId, (node) => node.standing);
  const tasks = useNumber(nodeId, (node) => node.open);
  const failed = useNumber(nodeId, (node) => node.failed);
  if (people + tasks + failed === 0) return null;
  return (
    <div className="card-numbers">
      <CardNumber
        tone="people"
        count={people}
        label={t("people", { count: people })}
        icon={<Users size={11} aria-hidden />}
        onOpen={lists && (() => lists.people(nodeId, "active"))}
      />
      <CardNumber
        tone="tasks"
        count={tasks}
        label={t("tasks", { count: tasks })}
        icon={<ClipboardList size={11} aria-hidden />}
        onOpen={lists && (() => lists.tasks(nodeId, "open"))}
      />
      <CardNumber
        tone="failed"
        count={failed}
        label={t("failures", { count: failed })}
        icon={<OctagonAlert size={11} aria-hidden />}
        onOpen={lists && (() => lists.trace(nodeId, "failed"))}
      />
    </div>
  );
}

/** A number of its own for each: a new one draws this card's rim and nothing else. */
const useNumber = (nodeId: string, choose: (node: NodeNumbers) => number): number =>
  useStore(useContext(LiveCountsContext), ({ nodes }) => {
    const node = nodes.get(nodeId);
    return node === undefined ? 0 : choose(node);
  });

interface CardNumberProps {
  readonly tone: "people" | "tasks" | "failed";
  readonly count: number;
  readonly label: string;
  readonly icon: ReactNode;
  readonly onOpen: (() => void) | undefined;
}

function CardNumber({ tone, count, label, icon, onOpen }: CardNumberProps) {
  if (count === 0) return null;
  const content = (
    <>
      {icon}
      {count}
    </>
  );
  if (!onOpen) {
    return (
      <span className="card-number" data-tone={tone}>
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="card-number nopan"
      data-tone={tone}
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {content}
    </button>
  );
}
