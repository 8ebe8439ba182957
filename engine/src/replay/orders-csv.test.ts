import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadRows } from "./bad-rows.js";
import { readOrdersCsv } from "./orders-csv.js";
import type { ReplayEvent } from "./replay-event.js";

const HEADER = "order_id,customer_id,paid_at,quantity,amount";
const NOON = "2021-01-01T12:00:00+08:00";

async function read(text: string | readonly (string | Uint8Array)[], strict = false) {
  const bad = new BadRows(strict);
  const events: ReplayEvent[] = [];
  for await (const event of readOrdersCsv(typeof text === "string" ? [text] : text, bad)) events.push(event);
  return { events, bad: bad.list() };
}
const problems = ({ bad }: { bad: ReturnType<BadRows["list"]> }) =>
  bad.rows.map(({ line, problem }) => `${line}: ${problem.en}`);

describe("an order file", () => {
  it("becomes order.paid events in file order, columns in any order and the others as properties", async () => {
    const { events, bad } = await read(
      `amount,order_id,shop,paid_at,customer_id,quantity,note\n11.77,o1,tmall,${NOON},c1,2,\n1,o2,,${NOON},c2,1,礼物`,
    );
    expect(bad.count).toBe(0);
    expect(events).toEqual([
      {
        ...{ id: "o1", source: "orders.csv", type: "order.paid", customer: "c1", bound: true, line: 2 },
        at: Date.parse(NOON),
        props: { orderId: "o1", amount: 1_177, quantity: 2, shop: "tmall" },
      },
      {
        ...{ id: "o2", source: "orders.csv", type: "order.paid", customer: "c2", bound: true, line: 3 },
        at: Date.parse(NOON),
        props: { orderId: "o2", amount: 100, quantity: 1, note: "礼物" },
      },
    ]);
  });

  it("has amounts converted to fen exactly, where floats would not be", async () => {
    const amounts = ["1.10", "19.99", "1.15", "4.35", "0.07", "8.20", "1234567890.29", "0", "07.5"];
    const { events } = await read([HEADER, ...amounts.map((amount, i) => `o${i},c,${NOON},1,${amount}`)].join("\n"));
    const fen = events.map(({ props }) => props.amount);
    expect(fen).toEqual([110, 1_999, 115, 435, 7, 820, 123_456_789_029, 0, 750]);
  });

  it("takes any whole number of fen there and back (property)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 50), async (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
        const { events } = await read(`${HEADER}\no,c,${NOON},1,${yuan}`);
        expect(events[0]?.props.amount).toBe(fen);
      }),
    );
  });

  it("makes a line of a sku, and takes discount and campaign for what they are", async () => {
    const { events } = await read(`${HEADER},sku,discount,campaign_id\no1,c,${NOON},3,30.00,S1,4.5,spring`);
    expect(events[0]?.props).toEqual({
      ...{ orderId: "o1", amount: 3_000, quantity: 3, sku: "S1", discount: 450, campaignId: "spring" },
      lines: [{ sku: "S1", quantity: 3, amount: 3_000 }],
    });
  });

  it("reads a BOM, CRLF, quotes, line breaks in quotes and empty lines, and counts lines through all of them", async () => {
    const text = `\uFEFF${HEADER},note\r\n\r\n"o,1",c1,${NOON},1,1.00,"a\r\n""b"""\r\no2,c1,${NOON},1,x,\r\n`;
    const { events, bad } = await read(text);
    expect(events).toMatchObject([{ id: "o,1", line: 3, props: { note: 'a\n"b"' } }]);
    expect(bad.rows.map((row) => row.line)).toEqual([5]);
  });

  it("is read alike in pieces of any size (property)", async () => {
    const bytes = new TextEncoder().encode(
      `\uFEFF${HEADER},备注\r\no1,客户,${NOON},1,1.00,"好\r\n的"\r\no2,c,x,1,1,\r\n`,
    );
    const whole = await read([bytes]);
    expect(whole.events).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length })), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, i) => bytes.slice(at[i], end));
        expect(await read(pieces)).toEqual(whole);
      }),
    );
  });

  it("reports bad rows with line and reason, and goes on with the good ones", async () => {
    const rows = [
      `,c,${NOON},1,1`,
      `o1,,${NOON},1,1`,
      "o1,c,2021-01-01T12:00:00,1,1",
      "o1,c,2021-02-30T12:00:00+08:00,1,1",
      `o1,c,${NOON},two,1`,
      `o1,c,${NOON},-1,1`,
      `o1,c,${NOON},1,1.005`,
      `o1,c,${NOON},1,"1,000.00"`,
      `o1,c,${NOON},1,-1.00`,
      `o1,c,${NOON},1,¥1.00`,
      `o1,c,${NOON},1,`,
      `o1,c,${NOON},1`,
      `o1,c,${NOON},1,1,2,3`,
      `o1,c,${NOON},1,1.00`,
      `o1,c2,${NOON},1,2.00`,
    ];
    const result = await read([HEADER, ...rows].join("\n"));
    expect(result.events.map(({ line }) => line)).toEqual([15]);
    const reasons = [
      ["2", '"order_id" is empty'],
      ["3", '"customer_id" is empty'],
      ["4", "offset"],
      ["5", "offset"],
      ["6", '"quantity" is "two"'],
      ["7", '"quantity" is "-1"'],
      ["8", "two decimals"],
      ["9", "thousands"],
      ["10", "not negative"],
      ["11", "currency"],
      ["12", '"amount" is ""'],
      ["13", "4 fields, the header has 5"],
      ["14", "7 fields, the header has 5"],
      ["16", 'order "o1" is on line 15 already'],
    ];
    expect(problems(result)).toHaveLength(reasons.length);
    for (const [i, [line = "", reason = ""]] of reasons.entries()) {
      expect(problems(result)[i]).toMatch(new RegExp(`^${line}: `));
      expect(problems(result)[i]).toContain(reason);
    }
  });

  it("says where a quote was left open", async () => {
    const { events, bad } = await read(`${HEADER}\no1,c,${NOON},1,1\no2,"c,${NOON},1,1\no3,c,${NOON},1,1\n`);
    expect(events.map(({ id }) => id)).toEqual(["o1"]);
    expect(bad.rows).toMatchObject([{ line: 3, problem: { en: expect.stringContaining("quote") } }]);
  });

  it("stops at the first bad row when it is to be strict", async () => {
    await expect(read(`${HEADER}\no1,c,${NOON},1,x\no2,c,${NOON},1,y`, true)).rejects.toThrow(/Line 2 is wrong/);
  });

  it("is refused without its columns, with a column twice, or in another encoding", async () => {
    await expect(read("order_id,customer_id\n1,2")).rejects.toThrow(/paid_at, quantity, amount/);
    await expect(read("")).rejects.toThrow(/order_id/);
    await expect(read(`${HEADER},amount\n`)).rejects.toThrow(/"amount" twice/);
    await expect(read(`${HEADER},__proto__\n`)).rejects.toThrow(/not allowed/);
    const gbk = new Uint8Array([...new TextEncoder().encode(`${HEADER},name\no,c,${NOON},1,1,`), 0xcd, 0xf5]);
    await expect(read([gbk])).rejects.toThrow(/UTF-8/);
  });
});
