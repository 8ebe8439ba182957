// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { type Preview, PreviewContext, samplePreview } from "./preview-context.js";
import { ScriptPreview } from "./script-preview.js";
import { variableValues } from "./variable-values.js";

afterEach(cleanup);

const NOW = Date.UTC(2026, 5, 3, 2);
const TEXT = '{{customer.salutation | default:"您"}}好，我是{{advisor.name}}，{{customer.attributes.need}}';
const real: Preview = {
  at: NOW,
  advisorName: "小林",
  customerName: "赵敏",
  facts: { customer: { name: "赵敏", attributes: {} } },
};

const show = (preview: Preview) =>
  render(
    <PreviewContext value={preview}>
      <ScriptPreview text={TEXT} />
    </PreviewContext>,
  );

describe("a script, shown for a real customer", () => {
  it("names the customer, and says which variables it has no value for", () => {
    show(real);
    expect(screen.getByText("预览（赵敏）")).toBeTruthy();
    expect(screen.getByText("您好，我是小林，")).toBeTruthy();
    expect(screen.getByText("没有值，用默认文字「您」")).toBeTruthy();
    expect(screen.getByText("没有值")).toBeTruthy();
  });

  it("says so while the customer is on the way or could not be had", () => {
    show({ ...samplePreview(NOW), waiting: "failed" });
    expect(screen.getByRole("status").textContent).toContain("没有读到这位客户的资料");
  });

  it("has each variable once, with the value that the engine would write", () => {
    const text = "{{customer.name}} {{customer.name}} {{customer.orders.last.amount | money}}";
    const facts = { customer: { name: "赵敏", orders: { last: { amount: 29_900 } } } };
    expect(variableValues(text, facts, { zone: "Asia/Shanghai", at: NOW, advisorName: "小林" })).toEqual([
      { variable: "customer.name", value: "赵敏", fallback: undefined },
      { variable: "customer.orders.last.amount", value: "¥299", fallback: undefined },
    ]);
  });
});
