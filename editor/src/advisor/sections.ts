import type { Reminder, Task, TaskPurpose, WireTask } from "@sopflow/schemas";
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

/** What is to be done for one customer on one day: one card, however many flows ask for something. */
export interface CustomerCard {
  /** Of customer, advisor and, for one that is later, day; of the task for work that concerns no customer. */
  readonly key: string;
  readonly customerId: string | undefined;
  readonly tasks: readonly Task[];
  /** What the advisor promised the customer. */
  readonly promises: readonly Reminder[];
}

export type SectionedCards = Readonly<Record<Section, readonly CustomerCard[]>>;

/** The section of one open task. What an advisor put off is for later until its time has come. */
export function sectionOf(task: Task, { now, zone }: SectionContext): Section {
  if (task.postponedUntil !== undefined && task.postponedUntil > now) return "later";
  if (task.dueAt <= now) return "overdue";
  if (task.dueAt - now <= NOW_MS) return "now";
  return task.dueAt < endOfLocalDay(zone, now) ? "today" : "later";
}

/** A promise is late only some time after the moment it names, ms. */
const PROMISE_GRACE_MS = 30 * 60_000;

function promiseSection({ at }: Reminder, { now, zone }: SectionContext): Section {
  if (at + PROMISE_GRACE_MS <= now) return "overdue";
  if (at - now <= NOW_MS) return "now";
  return at < endOfLocalDay(zone, now) ? "today" : "later";
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

interface Item {
  readonly section: Section;
  readonly at: number;
  readonly key: string;
  readonly customerId: string | undefined;
  readonly task?: Task;
  readonly promise?: Reminder;
}

/**
 * Open tasks and promises by section, most urgent first, with everything for one customer and day on one card. What is
 * late counts as today's; the card stands where the most urgent of it belongs.
 */
export function sortIntoSections(
  tasks: readonly Task[],
  context: SectionContext,
  promises: readonly Reminder[] = [],
): SectionedCards {
  const itemOf = (section: Section, at: number, customerId: string | undefined, what: Partial<Item>): Item => {
    const advisorId = (what.task ?? what.promise)?.advisorId;
    const day = section === "later" ? endOfLocalDay(context.zone, at) : 0;
    return {
      section,
      at,
      customerId,
      key: customerId ? `${customerId} ${advisorId} ${day}` : `${what.task?.id}`,
      ...what,
    };
  };
  const items = [
    ...promises.map((promise) => itemOf(promiseSection(promise, context), promise.at, promise.customerId, { promise })),
    ...[...tasks]
      .sort(byUrgency(context.now))
      .map((task) =>
        itemOf(
          sectionOf(task, context),
          nextAt(task, context.now),
          task.scope === "customer" ? task.customerId : undefined,
          { task },
        ),
      ),
  ].sort((a, b) => a.at - b.at);
  const sections: Record<Section, CustomerCard[]> = { overdue: [], now: [], today: [], later: [] };
  const cards = new Map<string, { tasks: Task[]; promises: Reminder[] }>();
  for (const section of SECTIONS) {
    // The most urgent of a customer makes its card; what is less urgent finds it there.
    for (const { key, customerId } of items.filter((item) => item.section === section)) {
      if (cards.has(key)) continue;
      const card = { key, customerId, tasks: [], promises: [] };
      cards.set(key, card);
      sections[section].push(card);
    }
  }
  for (const { key, task, promise } of items) {
    if (task) cards.get(key)?.tasks.push(task);
    if (promise) cards.get(key)?.promises.push(promise);
  }
  return sections;
}

/** How many tasks and promises a section holds. */
export const countTasks = (cards: readonly CustomerCard[]): number =>
  cards.reduce((sum, card) => sum + card.tasks.length + card.promises.length, 0);

export interface TaskFilter {
  readonly search: string;
  readonly channel: Task["channel"] | undefined;
  readonly purpose?: TaskPurpose | undefined;
  readonly flowId?: string | undefined;
}

/** How many of the filters behind the button are set. */
export const countFilters = ({ channel, purpose, flowId }: TaskFilter): number =>
  [channel, purpose, flowId].filter((value) => value !== undefined).length;

const matcher = (search: string) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (text: string) => words.every((word) => text.toLowerCase().includes(word));
};

/** Words of the search may stand anywhere: in the customer's name, the title, the text. */
export function filterTasks(tasks: readonly Task[], { search, channel, purpose, flowId }: TaskFilter): Task[] {
  const matches = matcher(search);
  return tasks.filter((task) => {
    if (channel !== undefined && task.channel !== channel) return false;
    if (purpose !== undefined && task.purpose !== purpose) return false;
    if (flowId !== undefined && task.flowId !== flowId) return false;
    return matches(`${task.customerName ?? ""}\n${task.customerId}\n${task.title}\n${task.text}`);
  });
}

/** Promises have no channel, purpose or flow: they are only searched. */
export function filterPromises(promises: readonly Reminder[], filter: TaskFilter): Reminder[] {
  if (countFilters(filter) > 0) return [];
  const matches = matcher(filter.search);
  return promises.filter(({ customerName = "", customerId, text }) =>
    matches(`${customerName}\n${customerId}\n${text}`),
  );
}

/** The flows that tasks come from, with their names, in the order of their names. */
export function flowsOf(tasks: readonly WireTask[]): { readonly id: string; readonly name: string }[] {
  const names = new Map(tasks.map(({ flowId, flowName }) => [flowId, flowName ?? flowId]));
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, "zh"));
}
