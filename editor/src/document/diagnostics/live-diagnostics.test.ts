import { compileFlow } from "@sopflow/engine/core";
import type { Flow } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { disconnect } from "../commands/disconnect.js";
import { edge, openDocument } from "../document.testkit.js";
import { makeManualTime } from "../scheduler.testkit.js";
import { CHECK_DELAY_MS, diagnosticsAt, watchDiagnostics } from "./live-diagnostics.js";

function watch() {
  const time = makeManualTime();
  const document = openDocument();
  let checks = 0;
  const check = (flow: Flow) => {
    checks += 1;
    return compileFlow(flow, { version: 1 }).diagnostics;
  };
  const live = watchDiagnostics({ document: document.store, check, schedule: time.schedule });
  const cut = (text: string) => document.run(disconnect, { edgeIds: [edge(text).id] });
  return { time, document, live, cut, checks: () => checks };
}

describe("live problems", () => {
  it("are there for the first flow, at their nodes and places", () => {
    const { live } = watch();
    const state = live.store.getState();
    expect(state.byNode.get("groups")?.map((d) => d.code)).toEqual(["flow.unreachable_node"]);
    expect(state.errors + state.warnings).toBe(state.all.length);
    expect(diagnosticsAt(state, "nodes.5")).toHaveLength(1);
    expect(diagnosticsAt(state, "nodes.50")).toEqual([]);
  });
  it("are looked for once, after a pause in editing", () => {
    const { time, live, cut, checks } = watch();
    cut("thanks.out > leave");
    time.pass(CHECK_DELAY_MS - 1);
    cut("ask.skipped > leave");
    time.pass(CHECK_DELAY_MS - 1);
    expect(checks()).toBe(1);
    time.pass(1);
    expect(checks()).toBe(2);
    expect(live.store.getState().byNode.get("leave")?.[0]?.code).toBe("flow.unreachable_node");
  });
  it("can be asked for at once, and are not looked for when nothing changed", () => {
    const { time, document, live, cut, checks } = watch();
    cut("start.out > wait");
    live.flush();
    expect(live.store.getState().checked).toBe(document.store.getState().flow);
    time.pass(CHECK_DELAY_MS * 2);
    live.flush();
    expect(checks()).toBe(2);
  });
  it("are looked for again when what the check goes by has changed, and not a second time after that", () => {
    const { time, live, cut, checks } = watch();
    live.recheck();
    expect(checks()).toBe(2);
    cut("start.out > wait");
    live.recheck();
    time.pass(CHECK_DELAY_MS * 2);
    expect(checks()).toBe(3);
  });
  it("are none until the check's code has come, and are there when it has", () => {
    const time = makeManualTime();
    const document = openDocument();
    let isHere = false;
    const check = (flow: Flow) => (isHere ? compileFlow(flow, { version: 1 }).diagnostics : undefined);
    const live = watchDiagnostics({ document: document.store, check, schedule: time.schedule });
    live.recheck();
    expect(live.store.getState()).toMatchObject({ all: [], checked: undefined });
    isHere = true;
    live.flush();
    expect(
      live.store
        .getState()
        .byNode.get("groups")
        ?.map((d) => d.code),
    ).toEqual(["flow.unreachable_node"]);
  });
  it("leave no timer behind when stopped", () => {
    const { time, live, cut, checks } = watch();
    cut("start.out > wait");
    live.stop();
    expect(time.waiting()).toBe(0);
    cut("wait.out > ask");
    time.pass(CHECK_DELAY_MS);
    expect(checks()).toBe(1);
  });
});
