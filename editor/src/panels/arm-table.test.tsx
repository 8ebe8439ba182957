// @vitest-environment jsdom
import type { Experiment } from "@sopflow/schemas";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { OpenListsContext } from "../canvas/live-counts.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { ArmTable } from "./arm-table.js";

afterEach(cleanup);

const arm = (id: string, holdout: boolean, reached: number, value: number) => ({
  ...{ id, label: id, holdout, matured: 100, running: holdout ? 0 : 20 },
  goals: [
    {
      ...{ goal: "buy", reached, rate: { value, low: value - 0.05, high: value + 0.05 } },
      ...(holdout ? {} : { lift: { value: 0.1, low: -0.02, high: 0.22 } }),
    },
  ],
});
const experiment: Experiment = {
  ...{ version: 2, nodeId: "s", nodeLabel: "", kind: "split", baseline: "对照组" },
  arms: [arm("新话术", false, 30, 0.3), arm("对照组", true, 20, 0.2)],
};
const show = (one: Experiment) =>
  render(
    <LocaleProvider initial="zh">
      <ArmTable experiment={one} isOnly={false} />
    </LocaleProvider>,
  );

it("shows n, conversion and difference of each arm with their intervals, and which one is the holdout", () => {
  show(experiment);
  const rows = screen.getAllByRole("row").map((row) => row.textContent);
  expect(rows[1]).toContain("30.0%25.0%–35.0%");
  expect(rows[1]).toContain("+10.0%−2.0% … +22.0%");
  expect(rows[1]).toContain("120其中 20 次未到期");
  expect(rows[2]).toContain("对照");
  screen.getByText("buy · 版本 2");
});

it("opens the list of those whom an arm was given, in its version", () => {
  const opened: unknown[] = [];
  const none = () => {};
  const arm = (...asked: unknown[]) => opened.push(asked);
  render(
    <LocaleProvider initial="zh">
      <OpenListsContext value={{ people: none, tasks: none, trace: none, version: none, arm }}>
        <ArmTable experiment={experiment} isOnly={false} />
      </OpenListsContext>
    </LocaleProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "新话术 120，查看名单" }));
  expect(opened).toEqual([["s", 2, expect.objectContaining({ id: "新话术" })]]);
});

it("says what is missing where the flow has no goal", () => {
  show({ ...experiment, arms: experiment.arms.map((one) => ({ ...one, goals: [] })) });
  screen.getByText(/流程没有设目标/);
});
