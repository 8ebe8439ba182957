import { describe, expect, it } from "vitest";
import { type LiveState, openLiveStream, type StreamSource } from "./live-stream.js";

class FakeSource implements StreamSource {
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  #listeners: ((event: { data: string }) => void)[] = [];
  addEventListener(_type: string, listener: (event: { data: string }) => void) {
    this.#listeners.push(listener);
  }
  close() {
    this.isClosed = true;
  }
  send(data: unknown) {
    for (const listener of this.#listeners) listener({ data: JSON.stringify(data) });
  }
  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }
}

function start() {
  const sources: FakeSource[] = [];
  const waits: { ms: number; run: () => void; cancelled: boolean }[] = [];
  const messages: unknown[] = [];
  const states: LiveState[] = [];
  let refusals = 0;
  const stop = openLiveStream({
    address: "/v1/flows/f1/live",
    event: "live",
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
    onRefused: () => refusals++,
    makeSource: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    schedule: (ms, run) => {
      const wait = { ms, run, cancelled: false };
      waits.push(wait);
      return () => {
        wait.cancelled = true;
      };
    },
  });
  const last = () => {
    const source = sources.at(-1);
    if (!source) throw new Error("no source was opened");
    return source;
  };
  return { sources, waits, messages, states, stop, last, refusals: () => refusals };
}

describe("live numbers", () => {
  it("come as messages of their name", () => {
    const { last, messages, states } = start();
    last().onopen?.();
    last().send({ flowId: "f1", openTasks: 3 });
    expect(messages).toEqual([{ flowId: "f1", openTasks: 3 }]);
    expect(states).toEqual(["connecting", "open"]);
  });

  it("leave a lost connection to the browser, which opens it again itself", () => {
    const { last, waits, states, sources } = start();
    last().onerror?.();
    expect([states.at(-1), waits.length, sources.length]).toEqual(["waiting", 0, 1]);
  });

  it("try again ever later when they were turned down, at most every half minute, and soon after they worked", () => {
    const { last, waits, refusals } = start();
    for (let i = 0; i < 7; i++) {
      last().refuse();
      waits.at(-1)?.run();
    }
    expect(waits.map(({ ms }) => ms)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(refusals()).toBe(7);
    last().onopen?.();
    last().refuse();
    expect(waits.at(-1)?.ms).toBe(1_000);
  });

  it("end for good: nothing is opened, tried or told afterwards", () => {
    const { last, waits, stop, messages, sources } = start();
    last().refuse();
    stop();
    last().send({ late: true });
    last().onerror?.();
    expect([waits[0]?.cancelled, last().isClosed, messages, sources.length, waits.length]).toEqual([
      true,
      true,
      [],
      1,
      1,
    ]);
  });
});
