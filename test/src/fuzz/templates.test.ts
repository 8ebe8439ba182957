import { completeAdvisor, parseTemplate, renderTemplate } from "@sopflow/engine/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds } from "./hold.js";
import { hostileJson, hostileText } from "./hostile-values.js";

const CONTEXT = { zone: "Asia/Shanghai", at: Date.UTC(2026, 4, 20, 4) };
const word = fc.oneof(
  fc.constantFrom(
    ...["{{", "}}", "{", "}", "|", "｜", ":", ".", " ", '"', "“", "”", "\\", "default", "money", "date", "relativeDay"],
    ...["customer", "customer.name", "advisor.name", "enrollment.entry.sku", "__proto__", "constructor", "prototype"],
    ...["customer.orders.last.amount", "customer.constructor.constructor", "customer.__proto__.polluted", "now.date"],
  ),
  hostileText,
);
const template = fc.array(word, { maxLength: 24 }).map((words) => words.join(""));
const people = fc.oneof(
  fc.constant({ name: "{{customer.name}}", orders: { last: { amount: 12_850 } } }),
  hostileJson.map((name) => ({ name, orders: name })),
);

describe("templates", () => {
  holds(
    "any text is read and rendered, with nothing of a prototype in it",
    fc.tuple(template, people),
    { seed: 21, runs: 1_500 },
    ([text, customer]) => {
      const parsed = parseTemplate(text);
      for (const { code } of parsed.problems) expect(code).toMatch(/^template\./);
      const facts = { customer, enrollment: { entry: { sku: "A" } }, now: {} };
      const { text: rendered, missing } = renderTemplate(parsed, facts, CONTEXT);
      expect(typeof rendered).toBe("string");
      // What the text or the person did not bring comes from nowhere else.
      if (!`${text}${JSON.stringify(customer)}`.includes("[object")) expect(rendered).not.toContain("[object");
      expect(rendered).not.toContain("[native code]");
      expect(missing.every((name) => typeof name === "string")).toBe(true);
      expect(typeof completeAdvisor(rendered, "{{advisor.name}}$&")).toBe("string");
    },
  );

  it("a customer's name is never read as a template", () => {
    const name = "{{customer.tags}}{{constructor}}";
    const facts = { customer: { name, tags: ["secret"] }, now: {} };
    expect(renderTemplate(parseTemplate("{{customer.name}}"), facts, CONTEXT).text).not.toContain("secret");
  });

  // Quadratic work on so much text takes minutes.
  it.each([
    ["open braces", "{{"],
    ["closing braces", "}}"],
    ["unfinished defaults", '{{customer.name | default:"'],
    ["filters in a row", "{{customer.name | money"],
    ["quotes", '"“'],
    ["spaces", "{{          "],
  ])("a long text of %s is read in one pass", { timeout: 15_000 }, (_, part) => {
    const text = part.repeat(Math.ceil(200_000 / part.length));
    expect(typeof renderTemplate(parseTemplate(text), { customer: {} }, CONTEXT).text).toBe("string");
  });
});
