import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeAdvisor, parseTemplate, renderTemplate } from "./index.js";

const zone = "Asia/Shanghai";
const at = Date.parse("2026-06-17T10:00:00+08:00");
const customer = {
  name: "王芳",
  tags: ["孕早", "白领女性"],
  bound: true,
  friendSince: Date.parse("2026-06-16T23:30:00+08:00"),
  orders: { last: { amount: 12_850 }, spend: 12_800 },
};
const facts = { customer, enrollment: { entry: { sku: "A-1", when: "2026-06-19" } }, now: {} };
const render = (text: string, more: object = {}) =>
  renderTemplate(parseTemplate(text), { ...facts, ...more }, { zone, at });
const problems = (text: string) => parseTemplate(text).problems.map((p) => p.code);

describe("templates", () => {
  it("fill variables and leave other braces alone", () => {
    expect(render("{{customer.name}}您好 {x} } } {").text).toBe("王芳您好 {x} } } {");
    expect(render("{{ enrollment.entry.sku }}").text).toBe("A-1");
    expect(render("{{customer.tags}} {{customer.bound}}").text).toBe("孕早、白领女性 是");
  });

  it("show fen as yuan", () => {
    expect(render("{{customer.orders.last.amount | money}}").text).toBe("¥128.50");
    expect(render("{{customer.orders.spend | money}}").text).toBe("¥128");
  });

  it("give money and dates their format even where the author forgot it", () => {
    expect(render("{{customer.orders.spend}} {{customer.friendSince}}").text).toBe("¥128 6月16日");
  });

  it("count relative days by the calendar of the zone", () => {
    const when = (text: string) =>
      render("{{enrollment.entry.when | relativeDay}}", { enrollment: { entry: { when: text } } }).text;
    expect(render("{{customer.friendSince | relativeDay}}").text).toBe("昨天");
    expect(["2026-06-17", "2026-06-18", "2026-06-19", "2026-06-20", "2026-06-15"].map(when)).toEqual([
      "今天",
      "明天",
      "后天",
      "3天后",
      "2天前",
    ]);
    expect(render("{{enrollment.entry.when | date}}").text).toBe("6月19日");
  });

  it("use the default for what is missing, empty or of another kind", () => {
    expect(render('{{customer.salutation | default:"您"}}').text).toBe("您");
    expect(render("{{customer.salutation｜default：“亲”}}").text).toBe("亲");
    expect(render('{{customer.name | money | default:"a | b }} c"}}').text).toBe("a | b }} c");
    expect(render("{{customer.salutation}}!")).toEqual({ text: "!", missing: ["customer.salutation"] });
  });

  it("leave the advisor's name open until somebody is assigned", () => {
    const { text } = render("我是{{ advisor.name }}");
    expect(text).toBe("我是{{advisor.name}}");
    expect(completeAdvisor(text, "小$&李")).toBe("我是小$&李");
    expect(renderTemplate(parseTemplate("{{advisor.name}}"), facts, { zone, at, advisorName: "小李" }).text).toBe(
      "小李",
    );
  });

  it("clean values: no control characters, no line breaks, no endless text", () => {
    expect(render("{{customer.name}}", { customer: { name: "a\u0000\nb\u202Ec" } }).text).toBe("a b c");
    expect(render("{{customer.name}}", { customer: { name: "长".repeat(9_000) } }).text).toHaveLength(500);
    expect(render("第一行\n第二行").text).toBe("第一行\n第二行");
  });

  it("run no code and reach no prototype", () => {
    expect(render("{{customer.constructor.name}}").missing).toEqual(["customer.constructor.name"]);
    expect(render("{{customer.name.trim}}").missing).toEqual(["customer.name.trim"]);
    expect(problems("{{customer.name.trim()}}")).toEqual(["template.bad_syntax"]);
  });

  it.each([
    ["{{customer.name", "template.unclosed"],
    ["a {{ b", "template.unclosed"],
    ["{{customer}}", "template.bad_syntax"],
    ["{{}}", "template.bad_syntax"],
    ["{{customer.name |}}", "template.bad_syntax"],
    ["{{customer.name || money}}", "template.bad_syntax"],
    ["{{customer.name | default}}", "template.bad_syntax"],
    ['{{customer.name | money:"x"}}', "template.bad_syntax"],
    ['{{customer.name | default:"x}}', "template.bad_syntax"],
    ["{{customer.name | upper}}", "template.unknown_filter"],
  ])("report %s as %s", (text, code) => {
    expect(problems(text)).toEqual([code]);
  });

  it("never throw, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "|", '"', "a", ".", " ", ":", "“", "date") }), (text) => {
        render(text);
      }),
    );
  });
});
