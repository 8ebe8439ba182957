import { describe, expect, it } from "vitest";
import type { AppendResult, NewLogEntry } from "../store/index.js";
import { LogTail } from "./log-tail.js";

const entry = (id: string): NewLogEntry => ({
  kind: "event",
  customerId: "c1",
  id,
  dedupe: [],
  at: 1,
  received: 1,
  type: "page.viewed",
  source: "test",
  body: {},
});
const at = (seq: number): AppendResult => ({ status: "accepted", seq });
const seqs = (tail: LogTail, after: number, limit = 10) => tail.read(after, limit).map(({ seq }) => seq);

describe("the newest entries of the log, kept in memory", () => {
  it("are given from the position asked for on, and forgotten before it", () => {
    const tail = new LogTail();
    tail.add([entry("a"), entry("b"), entry("c")], [at(1), at(2), at(3)]);
    expect(seqs(tail, 0, 2)).toEqual([1, 2]);
    expect(seqs(tail, 2)).toEqual([3]);
    expect(seqs(tail, 0)).toEqual([]);
  });

  it("leave out duplicates", () => {
    const tail = new LogTail();
    tail.add([entry("a"), entry("a"), entry("b")], [at(1), { status: "duplicate" }, at(2)]);
    expect(tail.read(0, 10).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("never hide an entry that somebody else appended in between", () => {
    const tail = new LogTail();
    tail.add([entry("a"), entry("c")], [at(1), at(3)]);
    tail.add([entry("d")], [at(4)]);
    expect(seqs(tail, 0)).toEqual([1]);
    expect(seqs(tail, 1)).toEqual([]);
    tail.add([entry("e")], [at(5)]);
    expect(seqs(tail, 1)).toEqual([]);
    expect(seqs(tail, 4)).toEqual([5]);
  });

  it("stay few when the worker is far behind", () => {
    const tail = new LogTail();
    for (let seq = 1; seq <= 5_000; seq++) tail.add([entry(`${seq}`)], [at(seq)]);
    expect(tail.read(0, 10_000)).toHaveLength(2_048);
  });
});
