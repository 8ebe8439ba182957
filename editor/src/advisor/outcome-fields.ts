import type { Task } from "@sopflow/schemas";

export type OutcomeField = NonNullable<Task["outcomes"][number]["fields"]>[number];
export type FieldDraft = Readonly<Record<string, string>>;
export type FieldProblem = "field.number" | "field.daysLeft";

export interface ReadFields {
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** Reads what was typed by the fields' types. Empty fields are left out: an advisor does not know everything. */
export function readFields(fields: readonly OutcomeField[], draft: FieldDraft): ReadFields {
  const values: Record<string, string | number | boolean> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const { id, type } of fields) {
    const text = (draft[id] ?? "").trim();
    if (text === "") continue;
    if (type === "boolean") values[id] = text === "yes";
    else if (type === "number" || type === "daysLeft") {
      const number = Number(text.replace(/[，,]/g, ""));
      const isFit = Number.isFinite(number) && (type === "number" || number >= 0);
      if (isFit) values[id] = number;
      else problems[id] = `field.${type}`;
    } else values[id] = text;
  }
  return { values, problems };
}
