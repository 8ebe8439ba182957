import type { Task } from "@sopflow/schemas";
import { HOUR_MS } from "../../core/time/index.js";
import type { TaskReport, TaskReportAnswer } from "../../worker/index.js";
import { CARD_KEYS, closedWord } from "./card-words.js";
import type { DeliveryRecords } from "./delivery-records.js";

/** An advisor pressed a button of a card (template_card_event). */
export interface CardPress {
  /** The same for the same press, however often WeCom tells of it. */
  readonly id: string;
  readonly userId: string;
  readonly cardId: string;
  readonly key: string;
  /** Options chosen on the card. */
  readonly selected: readonly string[];
  /** Works once and for 72 hours, instead of the one that came with the card. */
  readonly responseCode?: string;
  /** Epoch ms. */
  readonly at: number;
}

interface PressParts {
  readonly records: DeliveryRecords;
  readonly tasks: (ids: readonly string[]) => Promise<Task[]>;
  readonly report: (taskId: string, report: TaskReport) => Promise<TaskReportAnswer>;
  readonly putOff: (advisorId: string, taskIds: readonly string[], at: number) => Promise<void>;
  readonly zone: () => Promise<string>;
  readonly now: () => number;
}

const LATER_MS = HOUR_MS;

/**
 * Does what the button says. Gives the word that the button shows from now on; undefined leaves the card as it is, so
 * that the advisor can press again.
 */
export async function pressCard(event: CardPress, parts: PressParts): Promise<string | undefined> {
  const card = await parts.records.cards.get(event.cardId);
  // Forgotten once its tasks were over.
  if (!card) return "已结束";
  const { advisorId, taskIds, userId } = card.doc;
  // WeCom compares user ids without case.
  if (userId.toLowerCase() !== event.userId.toLowerCase()) return undefined;
  if (event.responseCode !== undefined) {
    const doc = { ...card.doc, responseCode: event.responseCode, codeAt: event.at };
    await parts.records.cards.put({ id: card.id, owner: advisorId, doc, dueAt: card.dueAt });
  }
  const tasks = await parts.tasks(taskIds);
  const open = tasks.filter((task) => task.state === "open" && task.advisorId === advisorId);
  const [first] = open;
  if (!first) return closedWord(tasks, advisorId, await parts.zone(), parts.now());
  if (event.key === CARD_KEYS.later && taskIds.length > 1) {
    const ids = open.map((task) => task.id);
    await parts.putOff(advisorId, ids, event.at + LATER_MS);
    return "1 小时后提醒";
  }
  const report = reportOf(event, first, advisorId);
  if (!report) return undefined;
  const answer = await parts.report(first.id, report);
  if (answer.status === "late") return "已结束";
  return answer.status === "rejected" ? undefined : report.kind === "postpone" ? "1 小时后提醒" : "已完成";
}

function reportOf({ id, key, selected, at }: CardPress, task: Task, by: string): TaskReport | undefined {
  const base = { by, at, requestId: `card/${id}` };
  if (key === CARD_KEYS.later) {
    // A task cannot be put off past its end.
    const until = Math.min(at + LATER_MS, task.expiresAt);
    return until > at ? { ...base, kind: "postpone", until } : undefined;
  }
  if (key !== CARD_KEYS.done) return undefined;
  const [outcome] = selected;
  if (outcome === undefined && task.outcomes.length > 0) return undefined;
  return { ...base, kind: "complete", evidence: "button", ...(outcome === undefined ? {} : { outcome }) };
}
