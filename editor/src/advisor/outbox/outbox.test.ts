import { beforeEach, describe, expect, it } from "vitest";
import { ApiFailure } from "../../api/api-failure.js";
import { taskOf } from "../tasks.testkit.js";
import { cancelPromise, makePromise, movePromise } from "./desk-changes.js";
import { Outbox, type OutboxOptions, UNDO_MS } from "./outbox.js";
import { type OutboxEntry, promisesWithOutbox, withOutbox } from "./outbox-entry.js";

const T1 = taskOf({ id: "t1", title: "回访" });
const T2 = taskOf({ id: "t2", title: "关怀" });
const DONE = { kind: "complete", body: { outcome: "replied" } } as const;

class FakeStorage {
  readonly rows = new Map<string, string>();
  get length() {
    return this.rows.size;
  }
  key = (i: number) => [...this.rows.keys()][i] ?? null;
  getItem = (name: string) => this.rows.get(name) ?? null;
  setItem = (name: string, value: string) => void this.rows.set(name, value);
  removeItem = (name: string) => void this.rows.delete(name);
}

/** Time that moves only when told to. */
class FakeTime {
  now = 1_000_000;
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 0;
  schedule = (delayMs: number, run: () => void) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.now + delayMs, run });
    return () => void this.#timers.delete(id);
  };
  get pending() {
    return this.#timers.size;
  }
  async pass(ms: number) {
    this.now += ms;
    for (const [id, { at, run }] of [...this.#timers]) {
      if (at > this.now) continue;
      this.#timers.delete(id);
      run();
    }
    await settled();
  }
}
/** Lets promises that are ready run on. */
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

let storage: FakeStorage;
let time: FakeTime;
let sent: [key: string, leaving: boolean][];
let answer: () => Promise<unknown>;
let keys: number;
beforeEach(() => {
  storage = new FakeStorage();
  time = new FakeTime();
  sent = [];
  answer = async () => undefined;
  keys = 0;
});

const open = (options: Partial<OutboxOptions> = {}) =>
  new Outbox({
    userId: "a1",
    storage,
    now: () => time.now,
    schedule: time.schedule,
    newKey: () => `k${++keys}`,
    send: ({ key }, leaving) => {
      sent.push([key, leaving]);
      return answer();
    },
    ...options,
  });
const offline = () => Promise.reject(new ApiFailure("client.offline", "offline", 0));
const states = (outbox: Outbox) => outbox.snapshot().map(({ state }) => state);

describe("the outbox", () => {
  it("O1: has an entry on the device before it is sent, and forgets it when it is taken", async () => {
    const outbox = open();
    outbox.add(T1, DONE);
    expect(storage.length).toBe(1);
    await time.pass(UNDO_MS - 1);
    expect(sent).toEqual([]);
    await time.pass(1);
    expect(sent).toEqual([["k1", false]]);
    expect([states(outbox), storage.length]).toEqual([["sent"], 0]);
  });

  it("O2: undoes within five seconds and sends nothing; not once it was tried", async () => {
    const outbox = open();
    const { key } = outbox.add(T1, DONE);
    expect(outbox.undo(key)).toBe(true);
    await time.pass(60_000);
    expect([sent, outbox.snapshot(), storage.length, time.pending]).toEqual([[], [], 0, 0]);
    answer = offline;
    const second = outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    expect(outbox.undo(second.key)).toBe(false);
    expect(states(outbox)).toEqual(["waiting"]);
  });

  it("O3: tries again with the same key, less and less often, and at once when told to", async () => {
    answer = offline;
    const outbox = open();
    outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    await time.pass(1_999);
    expect(sent).toHaveLength(1);
    await time.pass(1);
    expect(sent).toHaveLength(2);
    answer = async () => undefined;
    await outbox.sendNow();
    expect(sent).toEqual([
      ["k1", false],
      ["k1", false],
      ["k1", false],
    ]);
    expect(states(outbox)).toEqual(["sent"]);
  });

  it("O1: is read again after the page was killed, and sent then with its key, with no way to undo it", async () => {
    const killed = open();
    killed.add(T1, DONE);
    killed.stop();
    const outbox = open();
    expect(outbox.snapshot().map(({ key, tries }) => [key, tries])).toEqual([["k1", 1]]);
    expect(outbox.undo("k1")).toBe(false);
    await time.pass(UNDO_MS);
    expect(sent).toEqual([["k1", false]]);
  });

  it("O4: sends nothing of another user, even of one whose name begins alike", async () => {
    open({ userId: "a1/x" }).stop();
    const other = open({ userId: "a1/x" });
    other.add(T1, DONE);
    other.stop();
    expect(open({ userId: "a1" }).snapshot()).toEqual([]);
    expect(open({ userId: "a1/x" }).snapshot()).toHaveLength(1);
  });

  it("O5: keeps the order while a failure passes, and lets a refusal hold up nobody", async () => {
    answer = offline;
    const outbox = open();
    outbox.add(T1, DONE);
    outbox.add(T2, { kind: "skip", body: { reason: "other" } });
    await time.pass(UNDO_MS);
    expect(sent.map(([key]) => key)).toEqual(["k1"]);
    let first = true;
    answer = async () => {
      if (!first) return;
      first = false;
      throw new ApiFailure("task.closed", "任务已结束", 409);
    };
    await time.pass(2_000);
    expect(outbox.snapshot().map(({ state, problem }) => [state, problem])).toEqual([
      ["refused", "任务已结束"],
      ["sent", undefined],
    ]);
    outbox.dismiss("k1");
    expect(states(outbox)).toEqual(["sent"]);
    expect(storage.length).toBe(0);
  });

  it("O5: holds back only what concerns the customer for whom the server fails, and all while it cannot be reached", async () => {
    const own = taskOf({ id: "t3", customerId: "c2", title: "别的客户" });
    answer = () => Promise.reject(new ApiFailure("server.failure", "出错了", 500));
    const outbox = open();
    outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    answer = async () => undefined;
    outbox.add(own, DONE, 0);
    outbox.add(T2, DONE, 0);
    await time.pass(0);
    expect(sent.map(([key]) => key)).toEqual(["k1", "k2"]);
    expect(outbox.snapshot().map(({ state, held }) => [state, held])).toEqual([
      ["waiting", true],
      ["sent", undefined],
      ["waiting", true],
    ]);
    await time.pass(2_000);
    expect(sent.map(([key]) => key)).toEqual(["k1", "k2", "k1", "k3"]);
    answer = offline;
    outbox.add(T1, DONE, 0);
    outbox.add(own, DONE, 0);
    await time.pass(0);
    expect(sent.slice(4).map(([key]) => key)).toEqual(["k4"]);
    await time.pass(2_000);
    expect(sent.slice(4).map(([key]) => key)).toEqual(["k4", "k4"]);
  });

  it("O1: keeps what was refused on the device, until the advisor has read why", async () => {
    answer = () => Promise.reject(new ApiFailure("reminder.cancelled", "这个约定已经取消", 409));
    const first = open();
    first.add(T1, DONE, 0);
    await time.pass(0);
    first.stop();
    const outbox = open();
    expect(outbox.snapshot().map(({ state, problem }) => [state, problem])).toEqual([["refused", "这个约定已经取消"]]);
    await time.pass(UNDO_MS);
    expect(sent).toHaveLength(1);
    outbox.dismiss("k1");
    expect([outbox.snapshot(), storage.length]).toEqual([[], 0]);
  });

  it("says of what can be undone no more, and cannot go out yet, that it waits", async () => {
    answer = offline;
    const outbox = open();
    outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    const { key } = outbox.add(T2, DONE);
    expect(outbox.snapshot().map(({ held }) => held ?? false)).toEqual([true, false]);
    await time.pass(UNDO_MS);
    expect(outbox.snapshot().map(({ held }) => held ?? false)).toEqual([true, true]);
    expect(outbox.undo(key)).toBe(false);
  });

  it("keeps the order of one customer while the page is left, too", async () => {
    let answered: () => void = () => undefined;
    answer = () => new Promise<void>((resolve) => (answered = resolve));
    const outbox = open();
    outbox.add(T1, DONE);
    outbox.add(T2, DONE);
    outbox.add(taskOf({ id: "t3", customerId: "c2" }), DONE);
    outbox.leave();
    await settled();
    expect(sent.map(([key]) => key)).toEqual(["k1", "k3"]);
    const second = answered;
    second();
    await settled();
    expect(sent).toHaveLength(2);
    outbox.stop();
  });

  it("shows promises as they will be, and forgets changes once the list of their kind is there", async () => {
    const promise = { id: "p1", customerId: "c1", advisorId: "a1", at: 5, text: "回电", state: "open" } as const;
    const outbox = open();
    outbox.add({ ...promise, title: "" }, movePromise({ ...promise, at: 9 }, 1), 0);
    outbox.add({ id: "p2", title: "", customerId: "c1" }, makePromise({ ...promise, id: "p2" }, 1), 0);
    const shown = () => promisesWithOutbox([promise], outbox.snapshot()).map(({ id, at }) => [id, at]);
    expect(shown()).toEqual([
      ["p1", 9],
      ["p2", 5],
    ]);
    outbox.add({ id: "p1", title: "", customerId: "c1" }, cancelPromise(promise), 0);
    expect(shown()).toEqual([["p2", 5]]);
    await time.pass(0);
    outbox.settle("tasks", time.now + 10_000);
    expect(outbox.snapshot()).toHaveLength(3);
    outbox.settle("promises", time.now + 10_000);
    expect(outbox.snapshot()).toEqual([]);
  });

  it("keeps everything when the session has ended, until somebody signs in", async () => {
    answer = () => Promise.reject(new ApiFailure("auth.required", "请先登录", 401));
    const outbox = open();
    outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    expect([states(outbox), storage.length]).toEqual([["waiting"], 1]);
    answer = async () => undefined;
    await outbox.sendNow();
    expect(states(outbox)).toEqual(["sent"]);
  });

  it("sends at once when the page is left, in requests that outlive it", async () => {
    const outbox = open();
    outbox.add(T1, DONE);
    outbox.add(T2, DONE);
    outbox.leave();
    await settled();
    expect(sent).toEqual([
      ["k1", true],
      ["k2", true],
    ]);
    await time.pass(UNDO_MS);
    expect(sent).toHaveLength(2);
  });

  it("works as long as the page lasts where storage is forbidden", async () => {
    const denied = () => {
      throw new Error("denied");
    };
    const outbox = open({ storage: { length: 0, key: denied, getItem: denied, setItem: denied, removeItem: denied } });
    outbox.add(T1, DONE);
    await time.pass(UNDO_MS);
    expect(states(outbox)).toEqual(["sent"]);
  });

  it("shows the list as it will be, and lets go of an entry once the list itself shows it", async () => {
    const outbox = open();
    outbox.add(T1, DONE);
    outbox.add(T2, { kind: "postpone", body: { until: 77 } });
    const shown = () => withOutbox([T1, T2], outbox.snapshot()).map(({ id, postponedUntil }) => [id, postponedUntil]);
    expect(shown()).toEqual([["t2", 77]]);
    await time.pass(UNDO_MS);
    outbox.settle("tasks", time.now + 1_000);
    expect(outbox.snapshot()).toHaveLength(2);
    outbox.settle("tasks", time.now + 3_000);
    expect(outbox.snapshot()).toEqual([]);
    const refused: OutboxEntry = {
      key: "k",
      taskId: "t1",
      title: "",
      act: DONE,
      madeAt: 0,
      sendAt: 0,
      tries: 1,
      state: "refused",
    };
    expect(withOutbox([T1], [refused])).toHaveLength(1);
  });
});
