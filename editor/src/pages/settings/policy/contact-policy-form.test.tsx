// @vitest-environment jsdom
import { type BrandSettings, brandSettingsSchema } from "@sopflow/schemas";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ApiClient, RequestOptions } from "../../../api/api-client.js";
import { ApiContext } from "../../../api/api-context.js";
import { ApiFailure } from "../../../api/api-failure.js";
import { makeQueryClient } from "../../../api/query-client.js";
import { LocaleProvider } from "../../../i18n/locale-context.js";
import { ContactPolicyForm } from "./contact-policy-form.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function show(readonly = false) {
  let stored: BrandSettings = brandSettingsSchema.parse({});
  let etag = '"1"';
  const saves: RequestOptions[] = [];
  const api = {
    callTagged: async (method: string, _path: string, options: RequestOptions = {}) => {
      if (method === "GET") return { data: stored, etag };
      saves.push(options);
      if (options.ifMatch !== etag) throw new ApiFailure("settings.revision_conflict", "别人已修改设置。", 409);
      stored = brandSettingsSchema.parse(options.body);
      etag = '"2"';
      return { data: stored, etag };
    },
  } as ApiClient; // only settings are asked for
  render(
    <LocaleProvider initial="zh">
      <ApiContext value={api}>
        <QueryClientProvider client={makeQueryClient()}>
          <ContactPolicyForm readonly={readonly} />
        </QueryClientProvider>
      </ApiContext>
    </LocaleProvider>,
  );
  await settle();
  return {
    saves,
    someoneElseSaves: () => {
      stored = { ...stored, brand: "别人改的" };
      etag = '"9"';
    },
  };
}
const settle = () => act(() => vi.advanceTimersByTimeAsync(1));
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const save = async () => {
  fireEvent.click(screen.getByRole("button", { name: "保存" }));
  await settle();
};
const isOff = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name }).disabled;

describe("the contact policy form", () => {
  it("saves what was changed with what it was made from, and is clean then", async () => {
    const { saves } = await show();
    expect(isOff("保存")).toBe(true);
    type("一对一营销：次数，第 2 条", "3");
    expect(screen.getByText("有未保存的修改")).toBeTruthy();
    await save();
    expect(saves).toHaveLength(1);
    expect(saves[0]?.ifMatch).toBe('"1"');
    expect(saves[0]?.body).toMatchObject({
      contactPolicy: { marketing: { limits: [{ days: 1, max: 1 }, { days: 7, max: 3 }, {}] } },
    });
    expect(isOff("保存")).toBe(true);
    expect(field("一对一营销：次数，第 2 条").value).toBe("3");
  });

  it("sends nothing that is wrong, and says where", async () => {
    const { saves } = await show();
    type("一对一营销：次数，第 1 条", "很多");
    await save();
    expect(saves).toEqual([]);
    expect(field("一对一营销：次数，第 1 条").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByRole("alert").textContent).toBe("请填整数。");
  });

  it("does not overwrite somebody else: keeps what was typed until the newest is asked for", async () => {
    const { someoneElseSaves } = await show();
    type("群发：次数，第 1 条", "2");
    someoneElseSaves();
    await save();
    expect(screen.getByText("别人刚改过这里的设置")).toBeTruthy();
    expect(field("群发：次数，第 1 条").value).toBe("2");
    fireEvent.click(screen.getByRole("button", { name: "放弃我的修改，看最新内容" }));
    await settle();
    expect(field("群发：次数，第 1 条").value).toBe("1");
    expect(screen.queryByText("别人刚改过这里的设置")).toBeNull();
  });

  it("adds and removes limits, and takes everything back", async () => {
    await show();
    fireEvent.click(screen.getByRole("button", { name: "删除群发第 2 条上限" }));
    expect(screen.queryByLabelText("群发：次数，第 2 条")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "还原" }));
    expect(field("群发：次数，第 2 条").value).toBe("4");
  });

  it("is only to be looked at for who may not change it", async () => {
    await show(true);
    expect(screen.queryByRole("button", { name: "保存" })).toBeNull();
    expect(field("群发：次数，第 1 条").closest("fieldset")?.disabled).toBe(true);
  });
});
