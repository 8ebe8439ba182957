import { ApiFailure, fieldProblems } from "../../api/api-failure.js";
import type { SettingsText } from "../../i18n/settings-texts.js";
import type { Say } from "../../i18n/texts.js";

/** What is wrong with a field: one of our own texts, or words that came from the server. */
export type FieldFault =
  | { readonly text: SettingsText; readonly params?: Readonly<Record<string, string | number>> }
  | { readonly words: string };

/** By the place of the field, as the schema names it. */
export type FieldFaults = Readonly<Record<string, FieldFault>>;

export const faultWords = (fault: FieldFault | undefined, t: Say<SettingsText>): string | undefined => {
  if (fault === undefined) return undefined;
  return "words" in fault ? fault.words : t(fault.text, fault.params);
};

/** What a schema finds wrong with a value; only what is read here of it. */
interface SchemaIssue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

const NUMBERS: readonly unknown[] = ["number", "int"];

/** A schema's finding in the reader's language. */
export function faultOf({ code, origin, minimum, maximum, message }: SchemaIssue): FieldFault {
  if (code === "invalid_type") return { text: "field.number" };
  const isNumber = NUMBERS.includes(origin);
  if (code === "too_small" && isNumber && typeof minimum === "number") {
    return { text: "field.min", params: { min: minimum } };
  }
  if (code === "too_big" && isNumber && typeof maximum === "number") {
    return { text: "field.max", params: { max: maximum } };
  }
  if (code === "too_small") return { text: origin === "array" ? "field.pick" : "field.required" };
  if (code === "too_big" && typeof maximum === "number") return { text: "field.long", params: { max: maximum } };
  return { text: "field.wrong", params: { problem: message } };
}

/** The fields that the server found wrong, in its own words. Empty for failures about no field. */
export function serverFaults(error: unknown): FieldFaults {
  if (!(error instanceof ApiFailure)) return {};
  const { path } = error.details;
  if (typeof path === "string") return { [path]: { words: error.message } };
  return Object.fromEntries(fieldProblems(error).map((problem) => [problem.path, { words: problem.message }]));
}

/** What the server found wrong with a field, or with anything below it. */
export const serverWords = (error: unknown, field: string): string | undefined => {
  const found = Object.entries(serverFaults(error)).find(([path]) => path === field || path.startsWith(`${field}.`));
  return found && "words" in found[1] ? found[1].words : undefined;
};
