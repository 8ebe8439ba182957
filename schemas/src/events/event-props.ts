import { z } from "zod";
import type { ValueKind } from "../operators.js";
import { EVENTS, type EventType } from "./catalogue.js";

/** What the catalogue says of one property of an event. */
export interface EventPropInfo {
  readonly name: string;
  /** Absent = any. */
  readonly kind?: ValueKind;
  /** All values there are. */
  readonly values?: readonly string[];
  /** Every event of the type carries it. */
  readonly required: boolean;
}

interface JsonSchemaPart {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchemaPart;
}

const known = new Map<string, readonly EventPropInfo[]>();

/** The declared top-level properties of an event type; events may carry more. Empty for custom and unknown types. */
export function eventProps(type: string): readonly EventPropInfo[] {
  if (!Object.hasOwn(EVENTS, type)) return [];
  const found = known.get(type) ?? readProps(EVENTS[type as EventType].props); // checked by hasOwn
  known.set(type, found);
  return found;
}

function readProps(schema: z.ZodType): EventPropInfo[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, value]) => {
    const part: JsonSchemaPart = typeof value === "object" ? (value as JsonSchemaPart) : {}; // zod's own output
    const kind = kindOf(part);
    const values = part.enum?.filter((v) => typeof v === "string");
    // A schema of no type accepts anything, an absent value too.
    const isRequired = required.includes(name) && part.type !== undefined;
    return { name, required: isRequired, ...(kind && { kind }), ...(values && { values }) };
  });
}

function kindOf(part: JsonSchemaPart): ValueKind | undefined {
  if (part.type === "string") return part.format === "date-time" ? "date" : "string";
  if (part.type === "integer" || part.type === "number") return "number";
  if (part.type === "boolean") return "boolean";
  return part.type === "array" && part.items?.type === "string" ? "list" : undefined;
}
