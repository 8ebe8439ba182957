import { type FilterContext, parseTemplate, renderTemplate, type TemplateFacts } from "@sopflow/engine/core";

/** A variable of a text, and what it is for one customer. */
export interface VariableValue {
  readonly variable: string;
  /** Undefined = the customer has no such value. */
  readonly value: string | undefined;
  /** What the text says then; undefined = it has no default. */
  readonly fallback: string | undefined;
}

/** Every variable of a text once, by the same code that fills it in when a task is issued. */
export function variableValues(
  text: string,
  facts: TemplateFacts,
  context: FilterContext & { readonly advisorName: string },
): VariableValue[] {
  const { parts } = parseTemplate(text);
  const values = new Map<string, VariableValue>();
  for (const part of parts) {
    if (typeof part === "string" || values.has(part.variable)) continue;
    const { fallback, ...bare } = part;
    const { text: value, missing } = renderTemplate({ parts: [bare], problems: [] }, facts, context);
    values.set(part.variable, { variable: part.variable, value: missing.length > 0 ? undefined : value, fallback });
  }
  return [...values.values()];
}
