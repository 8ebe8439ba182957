// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { renderPage, type Sent } from "../render-page.testkit.js";
import { HeldPage } from "./held-page.js";
import { readHeldSearch } from "./held-search.js";

afterEach(cleanup);

const step = { flowId: "care", nodeId: "k", nodeTitle: "问候", nodeType: "task" };
const SUMS = {
  total: 3,
  byReason: [
    { key: "capacity", what: "dropped", count: 2 },
    { key: "window", what: "deferred", count: 1 },
  ],
  byFlow: [{ key: "care", name: "关怀", count: 3 }],
  byDay: [{ key: "2026-06-01", count: 3 }],
  byAdvisor: [
    { key: "ann", name: "小安", count: 2 },
    { key: "", count: 1 },
  ],
  bySteps: [
    { ...step, what: "dropped", reason: "capacity", count: 2 },
    { ...step, what: "deferred", reason: "window", count: 1 },
  ],
};
const answer = ({ path }: Sent) => {
  if (path === "/v1/held") return SUMS;
  if (path === "/v1/held/lines")
    return { items: [{ customerId: "c1", customerName: "王女士", at: 1, reason: "capacity" }] };
  if (path === "/v1/flows") return { items: [{ flowId: "care", name: "关怀" }] };
  if (path === "/v1/advisors") return { items: [{ id: "ann", name: "小安" }] };
  return { items: [] };
};
const page = (at = "/held") =>
  renderPage({ path: "/held", component: HeldPage, validateSearch: readHeldSearch, at, answer });

it("sums up what did not go out by every side, and each number opens its list", async () => {
  const { sent } = await page();
  const table = await screen.findByRole("table");
  expect(within(table).getAllByRole("row")).toHaveLength(3);
  for (const words of ["放弃 · 顾问今天已排满", "小安", "没有顾问", "2026-06-01"])
    expect(screen.getAllByText(words).length).toBeGreaterThan(0);
  await userEvent.click(screen.getByRole("button", { name: /问候.*顾问今天已排满.*2/ }));
  await screen.findByRole("link", { name: "王女士" });
  const asked = sent.find(({ path }) => path === "/v1/held/lines");
  expect(asked?.options.query).toMatchObject({ flowId: "care", nodeId: "k", what: "dropped", reason: "capacity" });
});

it("is narrowed by flow, advisor and time", async () => {
  const { sent } = await page("/held?flowId=care&period=all");
  await screen.findByRole("table");
  const asked = () => sent.filter(({ path }) => path === "/v1/held").at(-1)?.options.query;
  expect(asked()).toMatchObject({ flowId: "care", from: undefined });
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "顾问" }), "ann");
  await waitFor(() => expect(asked()).toMatchObject({ flowId: "care", advisorId: "ann" }));
});
