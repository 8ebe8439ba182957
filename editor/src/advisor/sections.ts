import type { Task } from "@sopflow/schemas";
import { endOfLocalDay } from "../time/brand-time.js";

/** What to look at first: past its deadline; due within two hours; due today; all else. */
export const SECTIONS = ["overdue", "now", "today", "later"] as const;
export type Section = (typeof SECTIONS)[number];

/** A task whose deadline is nearer than this is for now, ms. */
export const NOW_MS = 2 * 3_600_000;

export interface SectionContext {
  readonly now: number;
  /** The brand's zone: "today" ends at its midnight. */
  readonly zone: string;
}

/** Tasks of one customer that stand in one section: one card, however many flows ask for something. */
export interface CustomerCard {
  /** Customer id, or the task's own for work that concerns no single customer. */
  readonly key: string;
  readonly customerId: string | undefined;
  readonly tasks: readonly Task[];
}

export type SectionedCards = Readonly<Record<Section, readonly CustomerCard[]>>;

/** The section of one open task. What an advisor put off is for later until its time has come. */
export function sectionOf(task: Task, { now, zone }: SectionContext): Section {
  if (task.postponedUntil !== undefined && task.postponedUntil > now) return "later";
  if (task.dueAt <= now) return "overdue";
  if (task.dueAt - now <= NOW_MS) return "now";
  return task.dueAt < endOfLocalDay(zone, now) ? "today" : "later";
}

/** When a task wants attention next. */
const nextAt = (task: Task, now: number): number =>
  task.postponedUntil !== undefined && task.postponedUntil > now ? task.postponedUntil : task.dueAt;

/** Sooner first; at the same time the more important one, then by id so that the list does not jump. */
const byUrgency = (now: number) => (a: Task, b: Task) =>
  nextAt(a, now) - nextAt(b, now) ||
  b.priority - a.priority ||
  b.flowPriority - a.flowPriority ||
  (a.id < b.id ? -1 : 1);

/** Open tasks by section, most urgent first, with the tasks of one customer on one card. */
export function sortIntoSections(tasks: readonly Task[], context: SectionContext): SectionedCards {
  const sections: Record<Section, CustomerCard[]> = { overdue: [], now: [], today: [], later: [] };
  for (const task of [...tasks].sort(byUrgency(context.now))) {
    const cards = sections[sectionOf(task, context)];
    const customerId = task.scope === "customer" ? task.customerId : undefined;
    const key = customerId ?? task.id;
    const at = cards.findIndex((card) => card.key === key);
    const found = cards[at];
    if (found) cards[at] = { ...found, tasks: [...found.tasks, task] };
    else cards.push({ key, customerId, tasks: [task] });
  }
  return sections;
}

/** How many tasks a section holds. */
export const countTasks = (cards: readonly CustomerCard[]): number =>
  cards.reduce((sum, card) => sum + card.tasks.length, 0);

export interface TaskFilter {
  readonly search: string;
  readonly channel: Task["channel"] | undefined;
}

/** Words of the search may stand anywhere: in the customer's name, the title, the text. */
export function filterTasks(tasks: readonly Task[], { search, channel }: TaskFilter): Task[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter((task) => {
    if (channel !== undefined && task.channel !== channel) return false;
    const text = `${task.customerName ?? ""}\n${task.customerId}\n${task.title}\n${task.text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
