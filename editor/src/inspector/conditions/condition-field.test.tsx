// @vitest-environment jsdom
import type { Where } from "@sopflow/schemas";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { flowWith, openEditor, renderEditor } from "../../editing/editor.testkit.js";
import { type Brand, NO_BRAND } from "../brand-context.js";
import { InspectorPanel as Inspector } from "../inspector-panel.js";

beforeAll(() => {
  class NoResizes {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  globalThis.ResizeObserver = NoResizes;
  globalThis.DOMRect ??= class {
    constructor(
      readonly x = 0,
      readonly y = 0,
      readonly width = 0,
      readonly height = 0,
    ) {}
  } as unknown as typeof DOMRect; // as much of it as a popover asks for
});
afterEach(cleanup);

const BRAND: Brand = { ...NO_BRAND, tags: ["高意向", "嫌贵"], attributes: { need: { type: "text", label: "需求" } } };

function openWith(where: Where, locale: "zh" | "en" = "zh") {
  const editor = openEditor(flowWith("wait.condition", "n", { where, timeout: "P3D" }));
  editor.session.view.setState({ selectedNodes: ["n"] });
  renderEditor(editor, <Inspector />, { brand: BRAND, locale });
  return { where: () => (editor.dataOf("n") as { where: Where }).where, editor }; // the node's own type
}

const orders = (value: number) => ({
  fact: "customer",
  path: "$.orders.count",
  operator: "greaterThanInclusive",
  value,
});
const pick = async (button: HTMLElement, query: string) => {
  const user = userEvent.setup();
  await user.click(button);
  await user.type(await screen.findByRole("combobox", { name: /看客户的哪一项/ }), `${query}{Enter}`);
};

describe("the condition builder", () => {
  it("adds a comparison by searching for what to look at", async () => {
    const { where } = openWith({ all: [] });
    expect(screen.getByText("没有条件：总是满足")).toBeTruthy();
    await pick(screen.getByRole("button", { name: "添加条件" }), "标签");
    expect(where()).toEqual({ all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "" }] });
  });

  it("offers the brand's own attributes by their labels", async () => {
    const { where } = openWith({ all: [] });
    await pick(screen.getByRole("button", { name: "添加条件" }), "需求");
    expect(where()).toMatchObject({ all: [{ path: "$.attributes.need", operator: "equal" }] });
  });

  it("changes operator and value in plain words, money in yuan", () => {
    const spend = { fact: "customer", path: "$.orders.spend", operator: "greaterThanInclusive", value: 100_000 };
    const { where } = openWith({ all: [spend] });
    const value = screen.getByLabelText<HTMLInputElement>("值");
    expect(value.value).toBe("1000");
    fireEvent.change(value, { target: { value: "1280.5" } });
    expect(where()).toMatchObject({ all: [{ value: 128_050 }] });
    fireEvent.change(screen.getByLabelText("怎样比较"), { target: { value: "exists" } });
    expect(where()).toMatchObject({ all: [{ operator: "exists", value: true }] });
    expect(screen.queryByLabelText("值")).toBeNull();
  });

  it("turns all into any and none, and takes groups apart", () => {
    const { where } = openWith({ all: [orders(1), { any: [orders(2), orders(3)] }] });
    const [outer, inner] = screen.getAllByLabelText("条件怎样合在一起");
    if (!outer || !inner) throw new Error("two groups are shown");
    fireEvent.change(outer, { target: { value: "none" } });
    expect(where()).toEqual({ not: { any: [orders(1), { any: [orders(2), orders(3)] }] } });
    fireEvent.click(screen.getByRole("button", { name: "删除这个条件组" }));
    expect(where()).toEqual({ not: { any: [orders(1)] } });
    fireEvent.click(screen.getByRole("button", { name: "删除这个条件" }));
    expect(where()).toEqual({ all: [] });
  });

  it("adds a group of its own", async () => {
    const { where } = openWith({ all: [orders(1)] });
    await pick(screen.getByRole("button", { name: "添加条件组" }), "客户等级");
    expect(where()).toEqual({
      all: [orders(1), { any: [{ fact: "customer", path: "$.tier", operator: "equal", value: "普通" }] }],
    });
  });

  it("takes several values as chips, and compares with another field", async () => {
    const { where } = openWith({
      all: [{ fact: "customer", path: "$.tags", operator: "containsAny", value: ["高意向"] }],
    });
    const input = screen.getByLabelText("值");
    fireEvent.change(input, { target: { value: "嫌贵，新标签" } });
    fireEvent.keyDown(input, { key: "Enter" });
    expect(where()).toMatchObject({ all: [{ value: ["高意向", "嫌贵", "新标签"] }] });
    fireEvent.click(screen.getByRole("button", { name: "去掉高意向" }));
    expect(where()).toMatchObject({ all: [{ value: ["嫌贵", "新标签"] }] });
  });

  it("says what is wrong at the comparison, and the whole in one sentence", () => {
    openWith({ all: [{ fact: "customer", path: "$.tier", operator: "equal", value: "no-such" }] }, "en");
    const leaf = document.querySelector(".condition-leaf");
    expect(leaf?.getAttribute("data-severity")).toBe("error");
    expect(leaf?.querySelector(".field-error")?.textContent).toMatch(/no-such/);
    expect(screen.getByText('Tier is "no-such"')).toBeTruthy();
  });

  it("asks which step, product or field a fact is about", () => {
    const leaf = { fact: "enrollment", path: "$.visits.n", operator: "greaterThan", value: 1 };
    const { where } = openWith({ all: [leaf] });
    const which = screen.getByLabelText<HTMLSelectElement>("具体哪一个");
    expect(
      within(which)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["n"]);
    expect(where()).toEqual({ all: [leaf] });
  });
});
