import fc from "fast-check";

/** Names that reach a prototype, or that every object has. */
const DANGEROUS_KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__"];

/** Text that trips parsers: half characters, NULs, marks of byte order and direction, our own syntaxes, formulas. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      " ",
      "\0",
      "a\0b",
      "\uFEFF",
      "\uD800",
      "\uDC00\uD800",
      "\u202Eabc",
      "\u2028",
      "🥛".repeat(40),
      "长".repeat(200),
    ],
    ...["NaN", "Infinity", "-0", "1e999", "0x10", "9007199254740993", "null", "undefined", "[object Object]"],
    ...["{{", "}}", "{{customer.name", '{{customer.name | default:"', "{{__proto__.polluted}}", "{{constructor}}"],
    ...["=1+1", "@SUM(A1)", "-1", "+1", "\t=cmd|'/C calc'!A0", '"', '""', "a,b", "a\r\nb", "<xml>", "]]>", "&lol;"],
    ...[
      "$.__proto__.x",
      "$..*",
      "P1D",
      "P99999D",
      "9999-12-31",
      "0000-00-00",
      "2026-02-30",
      "25:00",
      "../../etc/passwd",
    ],
    ...["%00", "%", "'; DROP TABLE customers; --", "$where", "$gt", ...DANGEROUS_KEYS],
  ),
  fc.string({ unit: "binary", maxLength: 24 }),
  fc.string({ maxLength: 24 }),
);

/** Numbers that JSON can write and sums cannot take. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.1, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 8.64e15 + 1, -8.64e15),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

const hostileKey = fc.oneof(
  fc.constantFrom(...DANGEROUS_KEYS),
  fc.constantFrom("a", "id", "type", "", "$gt"),
  hostileText,
);

/** `{"a":{"a":…}}` or `[[…]]`, deeper than any recursion should go. */
const deep = fc
  .tuple(fc.constantFrom(33, 200, 500), fc.constantFrom("object", "list", "all", "not"))
  .map(([levels, kind]): unknown => {
    const [open, close] = { object: ['{"a":', "}"], list: ["[", "]"], all: ['{"all":[', "]}"], not: ['{"not":', "}"] }[
      kind
    ] as [string, string]; // one of the four kinds
    return JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`);
  });

/** JSON as `JSON.parse` gives it, hostile keys as own properties. */
export const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 4, arbitrary: hostileText },
    { weight: 3, arbitrary: hostileNumber },
    { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(300, 2_000).map((n) => Array.from({ length: n }, () => 0)) },
    { weight: 1, arbitrary: deep },
    { weight: 4, arbitrary: fc.array(fc.tuple(hostileKey, tie("value")), { maxLength: 5 }).map(ownProperties) },
  ),
})).value;

function ownProperties(entries: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [key, value] of entries) {
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}

/** A change somewhere in a JSON value: `at` chooses the place. */
type Mutation = { readonly at: number } & (
  | { readonly kind: "replace"; readonly value: unknown }
  | { readonly kind: "remove" | "double" | "many" | "wrap" }
  | { readonly kind: "add"; readonly key: string; readonly value: unknown }
);

const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.nat(100_000),
    fc.constantFrom("replace", "replace", "remove", "double", "many", "wrap", "add", "add"),
    hostileKey,
    hostileJson,
  )
  .map(([at, kind, key, value]) => ({ at, kind, key, value }) as Mutation); // each kind has what it needs

/** A good value with one to three things done to it somewhere. */
export const mutated = (good: unknown): fc.Arbitrary<unknown> =>
  fc.array(mutation, { minLength: 1, maxLength: 3 }).map((changes) => {
    const box = { value: JSON.parse(JSON.stringify(good)) as unknown };
    // Each value is a copy: put twice, it would hold itself.
    for (const change of changes) apply(box, JSON.parse(JSON.stringify(change)) as Mutation); // its own copy
    return box.value ?? null;
  });

/** A good value with one of its texts or numbers another one: of the right kind, so that more of them are taken. */
export const nudged = (good: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(100_000), hostileText, hostileNumber).map(([at, text, number]) => {
    const box = { value: JSON.parse(JSON.stringify(good)) as unknown };
    const leaves = placesOf(box).filter(({ holder, key }) => /string|number/.test(typeof Reflect.get(holder, key)));
    const leaf = leaves[at % leaves.length];
    if (leaf)
      Reflect.set(leaf.holder, leaf.key, typeof Reflect.get(leaf.holder, leaf.key) === "string" ? text : number);
    return box.value;
  });

interface Place {
  readonly holder: object;
  readonly key: string;
}

function apply(box: object, change: Mutation): void {
  const places = placesOf(box);
  const place = places[change.at % places.length];
  if (!place) return;
  const { holder, key } = place;
  const found: unknown = Reflect.get(holder, key);
  const put = (value: unknown, name = key) =>
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  if (change.kind === "replace") put(change.value);
  else if (change.kind === "wrap") put([found]);
  else if (change.kind === "add") {
    if (Array.isArray(found)) found.push(change.value);
    else if (typeof found === "object" && found !== null) Object.assign(box, { value: addOwn(box, found, change) });
    else if (!Array.isArray(holder)) put(change.value, change.key);
  } else if (change.kind === "remove") {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  } else if (Array.isArray(found)) {
    // Copies of what is large already would make gigabytes.
    const copies = change.kind === "many" && (JSON.stringify(found[0]) ?? "").length < 400 ? 300 : 1;
    found.push(...Array.from({ length: copies }, () => found[0]));
  } else put([found, found]);
}

function addOwn(box: object, found: object, { key, value }: Extract<Mutation, { kind: "add" }>): unknown {
  Object.defineProperty(found, key, { value, enumerable: true, configurable: true, writable: true });
  return Reflect.get(box, "value");
}

/** Every place of a JSON value, the whole first; deeper than 40 is left alone. */
function placesOf(box: object): Place[] {
  const places: Place[] = [];
  const visit = (holder: object, depth: number) => {
    for (const key of Object.keys(holder).slice(0, 60)) {
      places.push({ holder, key });
      const inner: unknown = Reflect.get(holder, key);
      if (typeof inner === "object" && inner !== null && depth < 40) visit(inner, depth + 1);
    }
  };
  visit(box, 0);
  return places;
}
