import { describe, expect, it } from "vitest";
import type { CommitBatch } from "../store/index.js";
import { OpenTasks } from "./open-tasks.js";

const nothing = { customers: [], newTasks: [], taskPatches: [], taskCloses: [], enrollments: [], trace: [] };
const batchOf = (changes: Partial<CommitBatch>): CommitBatch => ({
  ...{ ...nothing, counters: [], notifications: [], alerts: [], append: [], schedules: [], erase: [] },
  ...changes,
});
const task = (id: string, scope: "customer" | "advisor" = "customer") =>
  ({ id, scope, state: "open", purpose: "service", channel: "chat", issuedAt: 1 }) as CommitBatch["newTasks"][number]; // all that is read of it
const add = (...ids: string[]) => batchOf({ newTasks: ids.map((id) => task(id)) });

describe("open tasks in memory", () => {
  it("forget a task that was changed, closed or perhaps erased", () => {
    const tasks = new OpenTasks();
    tasks.follow(add("a", "b", "c"));
    tasks.follow(batchOf({ taskPatches: [{ taskId: "a" }], taskCloses: [{ taskId: "b", state: "done", at: 2 }] }));
    expect(["a", "b", "c"].map((id) => tasks.get(id)?.state)).toEqual([undefined, undefined, "open"]);
    tasks.follow(batchOf({ erase: ["somebody"] }));
    expect(tasks.get("c")).toBeUndefined();
  });

  it("hold no task that several customers share", () => {
    const tasks = new OpenTasks();
    tasks.follow(batchOf({ newTasks: [task("shared", "advisor")] }));
    expect(tasks.get("shared")).toBeUndefined();
  });

  it("keep the newest when there are too many", () => {
    const tasks = new OpenTasks(2);
    tasks.follow(add("a", "b", "c"));
    expect(["a", "b", "c"].map((id) => tasks.get(id) !== undefined)).toEqual([false, true, true]);
  });
});
