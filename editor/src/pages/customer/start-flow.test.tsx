// @vitest-environment jsdom
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { renderPage, type Sent } from "../render-page.testkit.js";
import { StartFlow } from "./start-flow.js";

afterEach(cleanup);

const page = (items: unknown[]) =>
  renderPage({
    path: "/customers/c1",
    component: () => <StartFlow customerId="c1" />,
    at: "/customers/c1",
    answer: ({ path }: Sent) =>
      path === "/v1/startable-flows" ? { items } : { flowId: "care", accepted: 1, duplicate: 0, unknown: [] },
  });

it("puts the customer into the flow that was chosen", async () => {
  const { sent } = await page([{ flowId: "care", name: "关怀" }]);
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "选择要加入的流程" }), "care");
  await userEvent.click(screen.getByRole("button", { name: "加入流程" }));
  await waitFor(() => expect(sent.at(-1)).toMatchObject({ method: "POST", path: "/v1/flows/care/start" }));
  expect(sent.at(-1)?.options.body).toEqual({ customers: ["c1"] });
});

it("offers nothing where no flow begins by hand", async () => {
  const { sent } = await page([]);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(screen.queryByRole("combobox")).toBeNull();
});
