import type { Task } from "@sopflow/schemas";
import { type SectionContext, sortIntoSections } from "./sections.js";

/** What else stands on a task's card. */
export function othersOnCard(task: Task, tasks: readonly Task[], context: SectionContext): readonly Task[] {
  const cards = Object.values(sortIntoSections(tasks, context)).flat();
  const card = cards.find((one) => one.tasks.some(({ id }) => id === task.id));
  return card?.tasks.filter(({ id }) => id !== task.id) ?? [];
}
