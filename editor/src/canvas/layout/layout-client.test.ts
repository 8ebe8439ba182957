import { describe, expect, it } from "vitest";
import { createLayoutClient, type LayoutRequest, type LayoutWorker } from "./layout-client.js";
import type { LayoutInput } from "./layout-input.js";

const input = (id: string): LayoutInput => ({ nodes: [{ id, width: 10, height: 10 }], edges: [] });
const LAYOUT = { places: { a: { x: 1, y: 2 } }, routes: {} };

function fakeWorker() {
  const sent: LayoutRequest[] = [];
  const worker: LayoutWorker & { terminated: boolean } = {
    postMessage: (request) => void sent.push(request),
    terminate() {
      worker.terminated = true;
    },
    terminated: false,
    onmessage: null,
    onerror: null,
  };
  const answerLast = () => worker.onmessage?.({ data: { serial: sent.at(-1)?.serial ?? 0, layout: LAYOUT } });
  return { worker, sent, answerLast };
}

describe("the layout client", () => {
  it("asks the worker and hands on its answer", async () => {
    const { worker, sent, answerLast } = fakeWorker();
    const answer = createLayoutClient(() => worker).layout(input("a"));
    expect(sent).toHaveLength(1);
    answerLast();
    expect(await answer).toEqual(LAYOUT);
  });
  it("answers only the newest of many requests, and sends only that one after the first (L1, L2)", async () => {
    const { worker, sent, answerLast } = fakeWorker();
    const client = createLayoutClient(() => worker);
    const answers = ["a", "b", "c"].map((id) => client.layout(input(id)));
    expect(sent).toHaveLength(1);
    answerLast();
    expect(sent.map((request) => request.input.nodes[0]?.id)).toEqual(["a", "c"]);
    answerLast();
    expect(await Promise.all(answers)).toEqual([undefined, undefined, LAYOUT]);
  });
  it("computes by itself when the worker breaks or cannot start (L3)", async () => {
    const { worker } = fakeWorker();
    const client = createLayoutClient(() => worker);
    const answer = client.layout(input("a"));
    worker.onerror?.({});
    expect(await answer).toEqual({ places: { a: { x: 0, y: 0 } }, routes: {} });
    expect(worker.terminated).toBe(true);
    const none = createLayoutClient(() => {
      throw new Error("no workers here");
    });
    expect(await none.layout(input("b"))).toEqual({ places: { b: { x: 0, y: 0 } }, routes: {} });
  });
  it("stops its worker and leaves no request open", async () => {
    const { worker } = fakeWorker();
    const client = createLayoutClient(() => worker);
    const answer = client.layout(input("a"));
    client.stop();
    expect(await answer).toBeUndefined();
    expect(worker.terminated).toBe(true);
  });
});
