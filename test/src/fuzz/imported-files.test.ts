import {
  type BadRow,
  BadRows,
  InputFileError,
  readAdvisorsCsv,
  readCustomersCsv,
  readEventsNdjson,
  readOrdersCsv,
  readProductsCsv,
  type TextSource,
} from "@sopflow/engine";
import { isErrorCode, postedEventSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectText } from "./checked-problems.js";
import { holds } from "./hold.js";
import { hostileJson, hostileText, mutated } from "./hostile-values.js";

interface Kind {
  readonly read: (source: TextSource, bad: BadRows) => AsyncIterable<object>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  orders: {
    read: readOrdersCsv,
    columns: ["order_id", "customer_id", "paid_at", "quantity", "amount", "sku", "shop"],
    rows: [
      ["o1", "c1", "2026-03-02T10:00:00+08:00", "2", "128.50", "A-1", "淘宝"],
      ["o2", "c2", "2026-03-03T10:00:00+08:00", "1", "99", "B", "微商城"],
    ],
  },
  customers: {
    read: readCustomersCsv,
    columns: ["customer_id", "name", "advisor_id", "friend_since", "tags", "bound", "identity.phone", "skin"],
    rows: [
      ["c1", "王芳", "a1", "2026-03-02T10:00:00+08:00", "孕早;白领女性", "true", "13800000000", "dry"],
      ["c2", "李静", "", "", "", "", "", ""],
    ],
  },
  products: {
    read: readProductsCsv,
    columns: ["sku", "name", "price", "days_of_supply"],
    rows: [["A-1", "奶粉", "128.50", "20"]],
  },
  advisors: {
    read: readAdvisorsCsv,
    columns: ["advisor_id", "name", "pools", "capacity_per_day", "active"],
    rows: [["a1", "小林", "default;nutritionist", "80", "true"]],
  },
};

/** What became of a file: rows read, rows left out, or why it cannot be used. */
async function outcome({ read }: Pick<Kind, "read">, source: TextSource) {
  const bad = new BadRows();
  const rows: object[] = [];
  try {
    for await (const row of read(source, bad)) rows.push(row);
  } catch (error) {
    if (!(error instanceof InputFileError)) throw error;
    expect(isErrorCode(error.code)).toBe(true);
    expectText(error.text);
    return { refused: error.code, rows, bad: bad.list().rows };
  }
  return { refused: undefined, rows, bad: bad.list().rows };
}

function expectPlaces(bad: readonly BadRow[], lines: number): void {
  for (const { line, problem } of bad) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expectText(problem);
  }
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvOf = (kind: Kind) => [kind.columns, ...kind.rows].map((row) => row.map(quoted).join(",")).join("\n");

/** A cell that a spreadsheet or a script may write, in quotes that may be broken. */
const cell = fc
  .tuple(fc.oneof(hostileText, fc.constant("长".repeat(20_000))), fc.constantFrom("right", "right", "open", "none"))
  .map(([text, quotes]) => (quotes === "right" ? quoted(text) : quotes === "open" ? `"${text}` : text));

const lineEnd = fc.constantFrom("\n", "\r\n", "\r", "\n\n", "\n\r\n");

/** A good table with cells, line ends and columns changed. */
const table = fc
  .tuple(
    fc.constantFrom(...Object.keys(KINDS)),
    fc.array(fc.tuple(fc.nat(20), fc.nat(10), cell), { maxLength: 3 }),
    lineEnd,
    fc.constantFrom("", "\uFEFF"),
    fc.constantFrom("none", "none", "none", "cut", "doubled"),
  )
  .map(([name, changes, end, mark, header]) => {
    const kind = KINDS[name] as Kind; // a key of the table
    const rows = [kind.columns, ...kind.rows].map((row) => row.map(quoted));
    for (const [row, column, text] of changes) {
      const found = rows[1 + (row % kind.rows.length)];
      if (found) found[column % kind.columns.length] = text;
    }
    if (header === "cut") rows[0]?.shift();
    if (header === "doubled") rows[0]?.push(kind.columns[0] ?? "");
    return { kind, text: mark + rows.map((row) => row.join(",")).join(end), changes: changes.length };
  });

/** The same bytes in pieces that fall anywhere, also inside a character. */
const pieces = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

describe("imported tables", () => {
  it.each(Object.entries(KINDS))(
    "good rows of %s are all taken, however the file is cut and its lines end",
    async (_, kind) => {
      for (const end of ["\n", "\r\n", "\r"]) {
        const bytes = Buffer.from(`\uFEFF${csvOf(kind).replaceAll("\n", end)}`);
        for (const size of [1, 7, 4_096]) {
          const { refused, rows, bad } = await outcome(kind, pieces(bytes, size));
          expect({ end, size, refused, rows: rows.length, bad }).toEqual({
            end,
            size,
            refused: undefined,
            rows: kind.rows.length,
            bad: [],
          });
        }
      }
    },
  );

  holds(
    "changed anywhere are refused by code, or read with each bad row at its line",
    fc.tuple(table, fc.constantFrom(100, 65_536)),
    { seed: 31, runs: 250 },
    async ([{ kind, text }, size]) => {
      const { rows, bad } = await outcome(kind, pieces(Buffer.from(text), size));
      expectPlaces(bad, text.split(/\r\n?|\n/).length);
      expect(rows.length).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
      for (const row of rows) expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    },
  );

  holds(
    "bytes of any kind are refused or read, and never anything else",
    fc.tuple(fc.constantFrom(...Object.keys(KINDS)), fc.uint8Array({ maxLength: 300 })),
    { seed: 32, runs: 300 },
    async ([name, bytes]) => {
      const kind = KINDS[name] as Kind; // a key of the table
      const { bad } = await outcome(kind, [Buffer.from(`${kind.columns.join(",")}\n`), bytes]);
      expectPlaces(bad, 310);
    },
  );

  it.each([
    ["UTF-16 with its mark", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    // 王芳 as GBK writes it.
    ["GBK", (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0x2c, 0xcd, 0xf5, 0xb7, 0xbc])])],
  ])("%s is refused by name rather than read wrong", async (_, encode) => {
    for (const kind of Object.values(KINDS)) {
      const { refused } = await outcome(kind, [encode(csvOf(kind))]);
      expect(refused).toMatch(/^import\./);
    }
  });

  it("a cell of a megabyte and a quote that never closes cost their own row only", async () => {
    const orders = KINDS.orders as Kind; // above
    const good = csvOf(orders);
    const huge = `o9,"${"x".repeat(1_000_000)}",2026-03-02T10:00:00+08:00,1,1,A,s`;
    const { rows, bad } = await outcome(orders, [good, "\n", huge, "\n", '"o8,c', "\n".repeat(3)]);
    expect(rows.length).toBe(2);
    expect(bad.map(({ line }) => line)).toEqual([4, 5]);
  });
});

const EVENT = {
  id: "e1",
  source: "shop",
  type: "order.paid",
  customer: { idType: "phone", value: "13800000000" },
  at: "2026-03-02T10:00:00+08:00",
  props: { orderId: "o1", amount: 12_800, items: [{ sku: "A", quantity: 1, amount: 12_800 }] },
};
const eventLine = fc.oneof(
  { weight: 4, arbitrary: mutated(EVENT).map((event) => JSON.stringify(event)) },
  { weight: 1, arbitrary: hostileJson.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constant(JSON.stringify(EVENT)) },
);

describe("imported events, a line each", () => {
  holds(
    "every line is an event as the schema has it, or a bad row at its place",
    fc.tuple(fc.array(eventLine, { maxLength: 12 }), lineEnd),
    { seed: 33, runs: 150 },
    async ([lines, end]) => {
      const text = lines.join(end);
      const { refused, rows, bad } = await outcome({ read: readEventsNdjson }, pieces(Buffer.from(text), 1_000));
      expectPlaces(bad, text.split(/\r\n?|\n/).length);
      expect(refused).toBeUndefined();
      for (const row of rows as { line: number; at: number; props: unknown }[]) {
        // events of the reader
        expect(Number.isFinite(row.at)).toBe(true);
        expect(JSON.parse(JSON.stringify(row.props))).toEqual(row.props);
      }
    },
  );

  it("good lines are all taken", async () => {
    expect(postedEventSchema.safeParse(EVENT).success).toBe(true);
    const lines = Array.from({ length: 50 }, (_, i) => JSON.stringify({ ...EVENT, id: `e${i}` }));
    const { rows, bad } = await outcome({ read: readEventsNdjson }, [`\uFEFF${lines.join("\r\n")}`]);
    expect([rows.length, bad]).toEqual([50, []]);
  });

  // Looked through again with each piece it takes the better part of a minute.
  it("a file that is one endless line is read through once", { timeout: 15_000 }, async () => {
    const piece = Buffer.alloc(65_536, "x");
    const { rows, bad } = await outcome(
      { read: readEventsNdjson },
      Array.from({ length: 1_600 }, () => piece),
    );
    expect([rows, bad.map(({ line }) => line)]).toEqual([[], [1]]);
  });

  it("a line of a megabyte and one nested ten thousand deep cost themselves only", async () => {
    const good = JSON.stringify(EVENT);
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const long = JSON.stringify({ ...EVENT, props: { note: "x".repeat(1_000_000) } });
    const { rows, bad } = await outcome({ read: readEventsNdjson }, [[good, deep, long, good].join("\n")]);
    expect([rows.length, bad.map(({ line }) => line)]).toEqual([2, [2, 3]]);
  });
});
