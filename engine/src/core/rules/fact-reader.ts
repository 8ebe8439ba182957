import { type ConditionLeaf, type FactReference, isDottedPath } from "@sopflow/schemas";
import { type Facts, isPlainFact } from "./facts.js";
import { RuleCompileError } from "./rule-compile-error.js";

export type FactReader = (facts: Facts) => unknown;

/** Names that lead from data to code. No border lets them in as keys, so here they read as missing. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

type Named = Readonly<Record<string, unknown>>; // any object may be asked for any name

/**
 * One step of a path, as jsonpath takes it, plus the getters of lazy facts. Data holds no functions, so a function can
 * only be a built-in method (`$.name.trim`, `$.attributes.toString`): missing.
 */
function readMember(value: unknown, name: string): unknown {
  if (typeof value === "object" && value !== null) {
    const found = (value as Named)[name];
    return typeof found === "function" ? undefined : found;
  }
  if (typeof value !== "string" || value === "") return undefined; // jsonpath takes no step from an empty text
  return Object.hasOwn(Object(value), name) ? (Object(value) as Named)[name] : undefined;
}

/** json-rules-engine passes a fact that is no object on as it is, whatever the path says. */
const isOpen = (fact: unknown): fact is object => typeof fact === "object" && fact !== null;

/** Reads a fact at a path; a name that no fact has, and a path that leads nowhere, read as undefined. */
export function compileReader(source: FactReference & Pick<ConditionLeaf, "params">): FactReader {
  const read = readFact(source.fact, source.params?.experiment);
  if (source.path === undefined) return read;
  if (!isDottedPath(source.path)) throw new RuleCompileError(`Not a dotted path like $.a.b: ${source.path}`);
  const names = source.path.split(".").slice(1);
  return readPath(read, names);
}

function readFact(name: string, experiment: string | undefined): FactReader {
  if (name === "bucket") return (facts) => facts.bucket(experiment);
  switch (name) {
    // Constant property names keep the commonest reads fast.
    case "customer":
      return (facts) => facts.customer;
    case "event":
      return (facts) => facts.event;
    case "enrollment":
      return (facts) => facts.enrollment;
    case "now":
      return (facts) => facts.now;
  }
  return isPlainFact(name) ? (facts) => facts[name] : () => undefined;
}

function readPath(read: FactReader, names: readonly string[]): FactReader {
  if (names.some((name) => FORBIDDEN_NAMES.has(name))) {
    return (facts) => {
      const fact = read(facts);
      return isOpen(fact) ? undefined : fact;
    };
  }
  const [first = "", second = ""] = names;
  if (names.length === 1) {
    return (facts) => {
      const fact = read(facts);
      return isOpen(fact) ? readMember(fact, first) : fact;
    };
  }
  if (names.length === 2) {
    return (facts) => {
      const fact = read(facts);
      return isOpen(fact) ? readMember(readMember(fact, first), second) : fact;
    };
  }
  return (facts) => {
    let value = read(facts);
    if (!isOpen(value)) return value;
    for (const name of names) value = readMember(value, name);
    return value;
  };
}
