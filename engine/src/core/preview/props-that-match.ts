import { type Condition, isFactReference, isLeaf, type Json, type JsonObject, type Where } from "@sopflow/schemas";

const PROP = /^\$\.props\.([^.]+)$/;

/** Properties of an event that a condition plainly asks for (`channel equals package-card`), to start a preview with. */
export function propsThatMatch(where: Where): JsonObject {
  const found: { [name: string]: Json } = {};
  collect(where, found);
  return found;
}

function collect(condition: Condition, found: { [name: string]: Json }): void {
  if (isLeaf(condition)) {
    const name = condition.fact === "event" ? PROP.exec(condition.path ?? "")?.[1] : undefined;
    const value = isFactReference(condition.value) ? undefined : valueFor(condition.operator, condition.value);
    if (name !== undefined && value !== undefined && value !== null) found[name] ??= value;
  } else if ("all" in condition) {
    for (const part of condition.all) collect(part, found);
  } else if ("any" in condition) {
    const [first] = condition.any;
    if (first) collect(first, found);
  }
}

const EQUALS: ReadonlySet<string> = new Set(["equal", "greaterThanInclusive", "lessThanInclusive"]);

function valueFor(operator: string, value: Json): Json | undefined {
  if (EQUALS.has(operator)) return value;
  if (operator === "in" && Array.isArray(value)) return value[0];
  if (operator === "greaterThan" && typeof value === "number") return value + 1;
  return undefined;
}
