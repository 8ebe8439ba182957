import fc from "fast-check";
import { hostileText, mutated, nudged } from "./hostile-values.js";

/** What is read of an OpenAPI document. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface FuzzRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly body?: unknown;
}

const MAX_DEPTH = 6;

/** A plausible value of a schema: good where types alone make it good. */
function sampleOf(schema: Schema | undefined, depth = 0): unknown {
  if (!schema || depth > MAX_DEPTH) return {};
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (one) return sampleOf(one, depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, depth + 1)));
  switch (schema.type) {
    case "string":
      return sampleText(schema);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return [sampleOf(schema.items, depth + 1)];
    default:
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, sampleOf(part, depth + 1)]),
      );
  }
}

function sampleText({ format, pattern }: Schema): string {
  if (format === "date-time") return "2026-06-01T10:00:00+08:00";
  if (format === "date") return "2026-06-01";
  if (format === "uri" || pattern?.startsWith("^https?")) return "https://example.com/a";
  return pattern?.includes(":[0-5]") ? "09:00" : "c1";
}

/** A request to any operation of the document, its parameters and body good or changed. `known` are ids that exist. */
export function requestsTo(api: OpenApi, known: readonly string[], leftOut: RegExp): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const name = method.toUpperCase();
      const isKnown = name === "GET" || name === "POST" || name === "PUT" || name === "DELETE";
      return isKnown && !leftOut.test(path) ? [{ path, method: name, operation } as const] : [];
    }),
  );
  return fc.constantFrom(...operations).chain(({ path, method, operation }) => {
    const names = (operation.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name);
    const segment = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: hostileText },
    );
    const query = fc.array(fc.tuple(fc.constantFrom("limit", "__proto__", "a[b]", ...names), queryText), {
      maxLength: 3,
    });
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    const good = sampleOf(schema);
    const body = schema
      ? fc.oneof(
          { weight: 2, arbitrary: mutated(good) },
          { weight: 2, arbitrary: nudged(good) },
          { weight: 1, arbitrary: fc.constant(good) },
        )
      : fc.constant(undefined);
    const holes = path.split("/").filter((part) => part.startsWith("{")).length;
    return fc
      .tuple(fc.array(segment, { minLength: holes, maxLength: holes }), query, body)
      .map(([filling, pairs, value]): FuzzRequest => {
        let next = 0;
        const filled = path.replace(/\{\w+\}/g, () => inAddress(filling[next++] ?? ""));
        const search = pairs.map(([key, text]) => `${inAddress(key)}=${inAddress(text)}`).join("&");
        return {
          method,
          url: search === "" ? filled : `${filled}?${search}`,
          ...(value !== undefined && { body: value }),
        };
      });
  });
}

const queryText = fc.oneof(
  hostileText,
  fc.constantFrom("10", "-1", "0", "1e9", "c1", "2026-06-01", "true", "eyJhIjoxfQ", "bnVsbA", "W10"),
);

/** As a browser writes it into an address; half characters, which no address can hold, become question marks. */
const inAddress = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?").slice(0, 300)) || "%20";
