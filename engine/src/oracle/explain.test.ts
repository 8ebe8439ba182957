import { expect, test } from "vitest";
import { someFacts, someRule } from "../core/rules/facts.testkit.js";
import { explainRule } from "./explain.js";

const rule = someRule({
  all: [
    { fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 1 },
    {
      any: [
        { fact: "customer", path: "$.tags", operator: "contains", value: "vip" },
        { not: { fact: "bucket", params: { experiment: "words" }, operator: "lessThan", value: 5_000 } },
      ],
    },
    {
      fact: "event",
      path: "$.props.sku",
      operator: "equal",
      value: { fact: "enrollment", path: "$.entry.sku" },
    },
  ],
});

test("every comparison is shown with the value it saw and its result, also where the outcome was settled before", async () => {
  const explained = await explainRule(
    rule,
    someFacts({
      customer: { orders: { count: 1 }, tags: ["vip"] },
      event: { props: { sku: "A" } },
      enrollment: { entry: { sku: "A" } },
      bucket: () => 42,
    }),
  );
  expect(explained).toEqual({
    group: "all",
    result: false,
    conditions: [
      { fact: "customer", path: "$.orders.count", operator: "greaterThan", seen: 1, compared: 1, result: false },
      {
        group: "any",
        result: true,
        conditions: [
          { fact: "customer", path: "$.tags", operator: "contains", seen: ["vip"], compared: "vip", result: true },
          {
            group: "not",
            result: false,
            conditions: [
              { fact: "bucket", experiment: "words", operator: "lessThan", seen: 42, compared: 5_000, result: true },
            ],
          },
        ],
      },
      {
        fact: "event",
        path: "$.props.sku",
        operator: "equal",
        seen: "A",
        compared: "A",
        reference: { fact: "enrollment", path: "$.entry.sku" },
        result: true,
      },
    ],
  });
});

test("a missing fact is seen as undefined and the rule is explained as not matching", async () => {
  const explained = await explainRule(rule, someFacts());
  expect(explained.result).toBe(false);
  expect(explained.conditions[0]).toMatchObject({ seen: undefined, result: false });
});

test("a rule that matches is explained as matching, its empty group as well", async () => {
  expect(await explainRule(someRule({ all: [] }), someFacts())).toEqual({ group: "all", result: true, conditions: [] });
});
