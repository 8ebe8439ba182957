import { afterAll, beforeAll, expect, it } from "vitest";
import { browserSuite } from "./browser-suite.js";
import { type Product, startProduct } from "./product.js";

await browserSuite("Signing in", ({ openDesk }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.close());

  it("a lead opens a one-time link and sees the list of flows; the link does not work again", async () => {
    const link = await product.linkFor("lead", "wang");
    const { page } = await openDesk(link);
    await page.getByRole("heading", { name: "流程", exact: true }).waitFor();
    await page.getByText("还没有流程").waitFor();
    expect(page.url()).not.toContain("link=");

    const other = await openDesk(link);
    await other.page.getByText("这个登录链接已用过或已过期").waitFor();
    expect(await other.page.getByRole("heading", { name: "流程", exact: true }).count()).toBe(0);
  });
});
