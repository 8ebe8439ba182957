import type { Constraint } from "./constraint.js";
import type { Domain } from "./world.js";

/**
 * Whether some list can satisfy all constraints. What must be inside is gathered first; what must stay outside is taken
 * from the largest list that could be. The whole of a `not containsAll` is seen only where it is forced altogether.
 */
export function listFits({ exclusive = [] }: Domain, constraints: readonly Constraint[]): boolean {
  const inside = new Set<unknown>();
  const outside = new Set<unknown>();
  const choices: (readonly unknown[])[] = [];
  const notAll: (readonly unknown[])[] = [];
  for (const { operator, wanted, value } of constraints) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (operator === "contains" || operator === "doesNotContain") {
      for (const item of items) (wanted === (operator === "contains") ? inside : outside).add(item);
    } else if (operator === "containsAll") {
      if (!wanted) notAll.push(items);
      else for (const item of items) inside.add(item);
    } else if (operator === "containsAny") {
      if (wanted) choices.push(items);
      else for (const item of items) outside.add(item);
    }
  }
  for (const group of exclusive) {
    const [chosen, second] = [...inside].filter((item) => group.has(String(item)));
    if (second !== undefined) return false;
    if (chosen !== undefined) for (const tag of group) if (tag !== chosen) outside.add(tag);
  }
  const isFree = (item: unknown) => !outside.has(item);
  return (
    [...inside].every(isFree) &&
    choices.every((items) => items.some(isFree)) &&
    !notAll.some((items) => items.every((item) => inside.has(item)))
  );
}
