import type { Json, JsonObject } from "@sopflow/schemas";
import { parseInstant } from "../time/index.js";

/**
 * Events are checked at intake, but history files, merges and old logs are not to be trusted with the profile: every
 * property is read through these, and what does not fit reads as missing.
 */
export const readText = (value: Json | undefined, max = 200): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= max ? value : undefined;

export const readNumber = (value: Json | undefined): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/** Whole fen, not negative. */
export const readFen = (value: Json | undefined): number | undefined => {
  const fen = readNumber(value);
  return fen === undefined || fen < 0 ? undefined : Math.round(fen);
};

/** Epoch ms, from a number of them or an ISO instant with offset. */
export const readInstant = (value: Json | undefined): number | undefined =>
  typeof value === "string" ? parseInstant(value) : readNumber(value);

export const readObject = (value: Json | undefined): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;

export const readList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** A list of texts; other elements are left out. */
export const readTexts = (value: Json | undefined, max = 64): string[] =>
  readList(value).flatMap((item) => readText(item, max) ?? []);

/** False for names that would reach an object's prototype: they come in as values and would become keys. */
export const isSafeKey = (name: string): boolean =>
  name !== "__proto__" && name !== "constructor" && name !== "prototype";

/** Own entry of a record: a sku called "toString" has none. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
