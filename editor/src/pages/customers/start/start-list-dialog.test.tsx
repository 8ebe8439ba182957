// @vitest-environment jsdom
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { teachDialogs } from "../../../advisor/advisor-page.testkit.js";
import { renderPage, type Sent } from "../../render-page.testkit.js";
import { StartListButton } from "./start-list-button.js";

beforeEach(teachDialogs);
afterEach(cleanup);

const page = (answer: (sent: Sent) => unknown) =>
  renderPage({
    path: "/customers",
    component: () => <StartListButton filter={{ tag: "孕期" }} />,
    at: "/customers",
    answer: (sent) =>
      sent.path === "/v1/startable-flows" ? { items: [{ flowId: "care", name: "关怀" }] } : answer(sent),
  });

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

it("counts everybody the filter finds, asks, and tells who was not found", async () => {
  const { sent } = await page(({ path }) =>
    path === "/v1/customers"
      ? { items: [{ id: "c1" }, { id: "c2" }] }
      : { flowId: "care", accepted: 1, duplicate: 0, unknown: ["c2"] },
  );
  await press("批量加入流程");
  await press("下一步");
  expect(await screen.findByText("请选择流程。")).toBeTruthy();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "流程" }), "care");
  await press("下一步");
  expect(await screen.findByText("把 2 位客户加入“关怀”？")).toBeTruthy();
  expect(sent.some(({ method }) => method === "POST")).toBe(false);
  await press("加入 2 位");
  expect(await screen.findByText("已提交 1 位。")).toBeTruthy();
  expect(screen.getByText(/有 1 个编号不存在：c2/)).toBeTruthy();
  expect(sent.at(-1)).toMatchObject({ path: "/v1/flows/care/start", options: { body: { customers: ["c1", "c2"] } } });
});

it("takes ids that were pasted, and says when there are none", async () => {
  const { sent } = await page(() => ({ flowId: "care", accepted: 2, duplicate: 0, unknown: [] }));
  await press("批量加入流程");
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "流程" }), "care");
  await userEvent.click(screen.getByRole("radio", { name: "粘贴客户编号" }));
  await press("下一步");
  expect(await screen.findByText("至少填一个客户编号。")).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox", { name: "客户编号" }), "x1, x2 x1");
  await press("下一步");
  await press("加入 2 位");
  await waitFor(() => expect(sent.at(-1)?.options.body).toEqual({ customers: ["x1", "x2"] }));
});
