// @vitest-environment jsdom
import { brandSettingsSchema } from "@sopflow/schemas";
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ApiFailure } from "../../../api/api-failure.js";
import { renderPage, type Sent } from "../../render-page.testkit.js";
import { BrandForm } from "./brand-form.js";

afterEach(cleanup);

async function show(onSave: (sent: Sent) => unknown) {
  const { sent } = await renderPage({
    path: "/settings",
    component: () => <BrandForm readonly={false} />,
    at: "/settings",
    answer: (request) => (request.method === "PUT" ? onSave(request) : brandSettingsSchema.parse({})),
  });
  await screen.findByLabelText("品牌名称");
  return { saves: () => sent.filter(({ method }) => method === "PUT") };
}
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => act(async () => void fireEvent.click(screen.getByRole("button", { name: "保存" })));
/** What stands at a field as its problem. */
const problemOf = (label: string) => {
  const field = screen.getByLabelText(label);
  return field.getAttribute("aria-invalid") === "true"
    ? document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent
    : undefined;
};

describe("the brand's settings", () => {
  it("says at each field what is wrong with it, before anything is sent", async () => {
    const { saves } = await show(() => ({}));
    type("品牌名称", " ");
    type("时区", "Mars/Base");
    type("普通事件最多迟到（小时）", "999");
    type("订单事件最多迟到（小时）", "三天");
    type("原始记录保留（天）", "1");
    type("流程记录保留（天）", "44");
    await save();
    expect(saves()).toEqual([]);
    expect(problemOf("品牌名称")).toBe("请填写。");
    expect(problemOf("时区")).toBe("没有这个时区。例如 Asia/Shanghai。");
    expect(problemOf("普通事件最多迟到（小时）")).toBe("最大是 720。");
    expect(problemOf("订单事件最多迟到（小时）")).toBe("请填整数。");
    expect(problemOf("原始记录保留（天）")).toBe("最小是 7。");
    expect(problemOf("流程记录保留（天）")).toBe("最小是 45。");
  });

  it("puts what the server finds wrong at its field too, and keeps what was typed", async () => {
    await show(() => {
      throw new ApiFailure("settings.invalid", "设置里的时区不对。", 422, { path: "timezone" });
    });
    type("时区", "Asia/Tokyo");
    await save();
    expect(problemOf("时区")).toBe("设置里的时区不对。");
    expect(screen.getByLabelText<HTMLInputElement>("时区").value).toBe("Asia/Tokyo");
  });

  it("keeps what was typed while the server cannot be reached, and saves it afterwards", async () => {
    let isUp = false;
    const { saves } = await show(({ options }) => {
      if (!isUp) throw new ApiFailure("client.offline", "连不上服务器。", 0);
      return options.body;
    });
    type("品牌名称", "茶小铺");
    await save();
    expect(screen.getByText("连不上服务器。")).toBeTruthy();
    isUp = true;
    await save();
    expect(saves().at(-1)?.options.body).toMatchObject({ brand: "茶小铺" });
    expect(screen.queryByText("有未保存的修改")).toBeNull();
  });
});
