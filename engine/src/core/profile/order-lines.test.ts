import { type JsonObject, orderLineSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readOrderLines } from "./order-lines.js";

const odd = fc.constantFrom(undefined, null, "", "1", true, 0, -0, -1, 0.5, 7, 1e5, 1e6, 2 ** 53, Number.NaN, [], {});
const text = fc.oneof(odd, fc.string({ maxLength: 3 }), fc.constantFrom("a".repeat(128), "b".repeat(201)));
const line = fc.record({ sku: text, name: text, quantity: odd, amount: odd, gift: odd }, { requiredKeys: [] });

test("exactly the lines are taken that intake would take", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(line, odd), { maxLength: 5 }), (lines) => {
      const expected = lines.flatMap((item) => {
        const parsed = orderLineSchema.safeParse(item);
        return parsed.success ? [parsed.data] : [];
      });
      expect(readOrderLines({ lines } as JsonObject)).toEqual(expected); // odd values are the point
    }),
    { numRuns: 2_000 },
  );
});

test("a sku named like a way to the prototype is left out", () => {
  expect(readOrderLines({ lines: [{ sku: "__proto__", quantity: 1 }] })).toEqual([]);
});
