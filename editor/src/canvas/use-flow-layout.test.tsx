// @vitest-environment jsdom
import type { Flow } from "@sopflow/schemas";
import { renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { edge, node, sampleFlow } from "../document/document.testkit.js";
import type { FlowLayout } from "./layout/layout-input.js";
import { useFlowLayout } from "./use-flow-layout.js";

const worker = vi.hoisted(() => ({ layout: vi.fn<() => Promise<FlowLayout | undefined>>() }));
vi.mock("./layout/start-layout-worker.js", () => ({ startLayout: () => ({ ...worker, stop: () => {} }) }));

const one: Flow = { ...sampleFlow(), nodes: [node("trigger.event", "a")], edges: [] };
const two: Flow = { ...one, nodes: [...one.nodes, node("tag", "b")], edges: [edge("a.out > b")] };
const layoutOf = (x: number): FlowLayout => ({ places: { a: { x, y: 0 } }, routes: {} });

describe("the layout of a flow", () => {
  beforeEach(() => worker.layout.mockReset());
  it("is there at once when an undo goes back to what was laid out before", async () => {
    worker.layout.mockResolvedValueOnce(layoutOf(1)).mockResolvedValueOnce(layoutOf(2));
    const { result, rerender } = renderHook(useFlowLayout, { initialProps: one });
    await waitFor(() => expect(result.current).toEqual(layoutOf(1)));
    rerender(two);
    await waitFor(() => expect(result.current).toEqual(layoutOf(2)));
    rerender(one);
    expect(result.current).toEqual(layoutOf(1));
    expect(worker.layout).toHaveBeenCalledTimes(2);
  });
  it("of a flow that is left again before it comes is not shown", async () => {
    let come = (_: FlowLayout) => {};
    const late = new Promise<FlowLayout>((done) => {
      come = done;
    });
    worker.layout.mockResolvedValueOnce(layoutOf(1)).mockReturnValueOnce(late);
    const { result, rerender } = renderHook(useFlowLayout, { initialProps: one });
    await waitFor(() => expect(result.current).toEqual(layoutOf(1)));
    rerender(two);
    rerender(one);
    come(layoutOf(2));
    await late;
    expect(result.current).toEqual(layoutOf(1));
  });
});
