import { type ErrorCode, lookUpFact } from "@sopflow/schemas";
import { FILTER_NAMES, type FilterName, isFilterName } from "./filters.js";

/** A variable of a text: `{{customer.orders.last.amount | money | default:"…"}}`. */
export interface TemplateVariable {
  /** As written: `customer.orders.last.amount`. */
  readonly variable: string;
  readonly fact: string;
  /** Behind the fact, dotted. */
  readonly path: string;
  readonly filters: readonly FilterName[];
  /** Stands in for a missing value. */
  readonly fallback?: string;
}

/** Something wrong in a text; `at` is the offset of its braces. */
export interface TemplateProblem {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
  readonly at: number;
}

export interface ParsedTemplate {
  readonly parts: readonly (string | TemplateVariable)[];
  readonly problems: readonly TemplateProblem[];
}

const OPEN = "{{";
const CLOSE = "}}";
const VARIABLE = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)+$/u;
/** One filter behind its bar; Chinese punctuation is what an input method gives, so it counts too. */
const FILTER = /^([A-Za-z]+)(?:\s*[:：]\s*(?:"([^"]*)"|“([^”]*)”))?$/u;

/** Splits a text into literal text and variables. Never throws; what cannot be read stays literal and is reported. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: (string | TemplateVariable)[] = [];
  const problems: TemplateProblem[] = [];
  let done = 0;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
    const close = findClose(text, open + OPEN.length);
    if (close < 0) {
      problems.push({ code: "template.unclosed", params: {}, at: open });
      break;
    }
    const end = close + CLOSE.length;
    const parsed = parseVariable(text.slice(open + OPEN.length, close));
    if ("code" in parsed) {
      problems.push({ ...parsed, at: open });
      parts.push(text.slice(done, end));
    } else {
      if (open > done) parts.push(text.slice(done, open));
      parts.push(parsed);
    }
    done = end;
  }
  if (done < text.length) parts.push(text.slice(done));
  return { parts, problems };
}

/** The next `}}` outside quotes; a quote that never ends does not count as one. */
function findClose(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const char = text[i];
    const endQuote = char === '"' ? '"' : char === "“" ? "”" : undefined;
    const skip = endQuote === undefined ? -1 : text.indexOf(endQuote, i + 1);
    if (skip >= 0) i = skip + 1;
    else if (text.startsWith(CLOSE, i)) return i;
    else i += 1;
  }
  return text.indexOf(CLOSE, from);
}

function parseVariable(inner: string): TemplateVariable | Omit<TemplateProblem, "at"> {
  const [name = "", ...rest] = splitAtBars(inner);
  if (!VARIABLE.test(name)) return badSyntax(inner);
  const filters: FilterName[] = [];
  let fallback: string | undefined;
  for (const part of rest) {
    const match = FILTER.exec(part);
    if (match === null) return badSyntax(inner);
    const [, filter = "", straight, curly] = match;
    const argument = straight ?? curly;
    if (filter === "default" ? argument === undefined : argument !== undefined) return badSyntax(inner);
    if (filter === "default") fallback = argument;
    else if (isFilterName(filter)) filters.push(filter);
    else return { code: "template.unknown_filter", params: { filter, filters: FILTER_NAMES.join(", ") } };
  }
  const dot = name.indexOf(".");
  const [fact, path] = [name.slice(0, dot), name.slice(dot + 1)];
  if (filters.length === 0) filters.push(...impliedFilter(fact, path));
  return { variable: name, fact, path, filters, ...(fallback !== undefined && { fallback }) };
}

/** Bars inside quotes belong to the text of a default. */
function splitAtBars(inner: string): string[] {
  const parts = inner.match(/(?:"[^"]*"|“[^”]*”|[^|｜])+/gu) ?? [];
  const bars = inner.replace(/"[^"]*"|“[^”]*”/gu, "").match(/[|｜]/gu)?.length ?? 0;
  // An empty part, as in "a || b" or "a |", leaves fewer parts than its bars promise.
  return parts.length === bars + 1 ? parts.map((part) => part.trim()) : [];
}

const badSyntax = (inner: string) => ({ code: "template.bad_syntax", params: { text: inner.trim() } }) as const;

/** A customer must never read raw milliseconds or fen, so dates and money take their format by themselves. */
function impliedFilter(fact: string, path: string): FilterName[] {
  const info = lookUpFact(fact, path);
  if (info?.kind === "date") return ["date"];
  return info?.unit === "fen" ? ["money"] : [];
}
