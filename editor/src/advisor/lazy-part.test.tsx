// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { LocaleProvider } from "../i18n/locale-context.js";
import { lazyPart } from "./lazy-part.js";

afterEach(cleanup);

const show = (fetch: () => Promise<() => string>) => {
  const Part = lazyPart(fetch);
  render(
    <LocaleProvider initial="zh">
      <p>等待提交的</p>
      <Suspense>
        <Part />
      </Suspense>
    </LocaleProvider>,
  );
};

describe("a part of the phone's page that is fetched later", () => {
  it("shows once it is there", async () => {
    show(async () => () => "客户");
    expect(await screen.findByText("客户")).toBeTruthy();
  });

  it("says so where it would stand when it cannot be fetched, and leaves the rest of the page as it is", async () => {
    show(() => Promise.reject(new TypeError("Failed to fetch dynamically imported module")));
    expect(await screen.findByText("出错了。请重试。")).toBeTruthy();
    expect(screen.getByText("等待提交的")).toBeTruthy();
  });
});
