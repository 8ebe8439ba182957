import { describe, expect, it } from "vitest";
import { flowOf, flowWith, report } from "./flow.testkit.js";

const AT = "@ n nodes.1.data.script";
const script = (text: string) => report(flowWith("task", { title: "t", script: text }));
const entered = (triggers: readonly (readonly [type: string, data: object])[], text: string) =>
  report(
    flowOf(
      [...triggers.map(([type, data], i) => [`t${i}`, type, data] as const), ["n", "notify", { to: "owner", text }]],
      triggers.map((_, i) => [`t${i}`, "out", "n"] as const),
    ),
  );

describe("compileFlow refuses a text for", () => {
  it.each([
    ["template.unclosed", "{{customer.name"],
    ["template.bad_syntax", "{{customer.name + 1}}"],
    ["template.unknown_filter", "{{customer.name | upper}}"],
    ["template.unknown_variable", "{{customer.nmae}}"],
    ["template.unknown_variable", "{{event.type}}"],
    ["template.unknown_variable", "{{bucket.x}}"],
    ["template.unknown_variable", "{{tasks.gone.outcome}}"],
    ["template.maybe_missing", "{{customer.name}}"],
    ["template.maybe_missing", "{{task.outcome}}"],
    ["template.filter_type", '{{customer.name | money | default:"x"}}'],
    ["template.filter_type", "{{customer.createdAt | date | relativeDay}}"],
    ["template.filter_type", '{{customer.orders.count | date | default:"x"}}'],
  ])("%s: %s", (code, text) => {
    expect(script(text)).toEqual([`${code} ${AT}`]);
  });

  it("nothing where it is right", () => {
    expect(script('{{customer.name | default:"您"}}，我是{{advisor.name}}，今天{{now.date}}')).toEqual([]);
    expect(
      script(
        '{{customer.orders.last.amount | money | default:"—"}}{{customer.orders.lastAt | relativeDay | default:"—"}}',
      ),
    ).toEqual([]);
    expect(script("{{customer.id}}{{enrollment.entry.orderId}}{{enrollment.entry.amount | money}}")).toEqual([]);
  });

  it("attribute.unknown, where the brand's attributes are known", () => {
    const flow = flowWith("notify", { to: "lead", text: '{{customer.attributes.pet | default:"x"}}' });
    expect(report(flow)).toEqual([]);
    expect(report(flow, { attributes: {} })).toEqual(["attribute.unknown @ n nodes.1.data.text"]);
  });

  it("template.maybe_missing where not every trigger guarantees it", () => {
    const paid = ["trigger.event", { event: "order.paid" }] as const;
    const delivered = ["trigger.event", { event: "order.delivered" }] as const;
    const audience = ["trigger.audience", { where: { all: [] } }] as const;
    expect(entered([paid, delivered], "{{enrollment.entry.orderId}}")).toEqual([]);
    const missing = (line: string[]) => line.filter((l) => l.startsWith("template.maybe_missing"));
    expect(missing(entered([paid, delivered], "{{enrollment.entry.amount}}"))).toHaveLength(1);
    expect(missing(entered([paid, audience], "{{enrollment.entry.orderId}}"))).toHaveLength(1);
    expect(missing(entered([paid], "{{enrollment.entry.shop}}"))).toHaveLength(1);
    expect(
      missing(entered([["trigger.event", { event: "custom.party" }]], "{{enrollment.entry.orderId}}")),
    ).toHaveLength(1);
    const off = { disabled: true };
    const flow = flowOf(
      [
        ["t", ...paid],
        ["u", ...audience, off],
        ["n", "notify", { to: "owner", text: "{{enrollment.entry.orderId}}" }],
      ],
      [
        ["t", "out", "n"],
        ["u", "out", "n"],
      ],
    );
    expect(report(flow)).toEqual([]);
  });

  it("its place in titles, several scripts, slots and the welcome", () => {
    const bad = "{{customer.nmae}}";
    const slots = [{ id: "s", title: bad, script: "s", day: 1, time: "09:00" }];
    expect(
      report(
        flowWith("task", {
          title: bad,
          scripts: [
            { id: "a", text: "s" },
            { id: "b", text: bad },
          ],
        }),
      ),
    ).toEqual([
      "template.unknown_variable @ n nodes.1.data.title",
      "template.unknown_variable @ n nodes.1.data.scripts.1.text",
    ]);
    expect(report(flowWith("campaign.rhythm", { day1: "entry", slots }))).toEqual([
      "template.unknown_variable @ n nodes.1.data.slots.0.title",
    ]);
    expect(report(flowOf([["t", "trigger.event", { event: "friend.added", welcome: { text: bad } }]], []))).toContain(
      "template.unknown_variable @ t nodes.0.data.welcome.text",
    );
  });
});
