import { describe, expect, it } from "vitest";
import { batchOf, DAY_MS, T0, taskOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function tasksContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("tasks.query", () => {
    it("orders by due time, then id, and goes on behind a task", async () => {
      const store = await fresh.store();
      const due = (id: string, dueAt: number) => taskOf(id, { dueAt });
      await store.commit(
        batchOf({ newTasks: [due("d", T0 + 1), due("b", T0 + 2), due("a", T0 + 2), due("c", T0 + 3)] }),
      );
      const ids = async (query: object) =>
        (await store.tasks.query({ limit: 9, ...query })).map(({ id }) => id).join("");
      expect(await ids({})).toBe("dabc");
      expect(await ids({ limit: 2 })).toBe("da");
      expect(await ids({ after: "a" })).toBe("bc");
      expect(await ids({ after: "nobody" })).toBe("");
      expect(await ids({ dueBefore: T0 + 2 })).toBe("d");
      expect(await ids({ dueFrom: T0 + 2 })).toBe("abc");
      expect(await ids({ dueFrom: T0 + 1, dueBefore: T0 + 3 })).toBe("dab");
      expect(await ids({ latestFirst: true })).toBe("cbad");
      expect(await ids({ latestFirst: true, after: "b" })).toBe("ad");
    });

    it("loads those of the given ids that exist", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ newTasks: [taskOf("a"), taskOf("b"), taskOf("c")] }));
      expect((await store.tasks.load(["c", "x", "a"])).map(({ id }) => id).sort()).toEqual(["a", "c"]);
      expect(await store.tasks.load([])).toEqual([]);
    });

    it("filters by advisor, customer, flow, node and states, and counts alike", async () => {
      const store = await fresh.store();
      await store.commit(
        batchOf({
          newTasks: [
            taskOf("a"),
            taskOf("b", { advisorId: "bob", customerId: "c2" }),
            taskOf("c", { flowId: "other" }),
            taskOf("d", { nodeId: "n9" }),
          ],
          taskCloses: [{ taskId: "d", state: "expired", at: T0 }],
        }),
      );
      const cases = [
        [{ advisorId: "amy" }, "acd"],
        [{ advisorId: "amy", states: ["open"] }, "ac"],
        [{ customerId: "c2" }, "b"],
        [{ flowId: "welcome" }, "abd"],
        [{ flowId: "welcome", nodeId: "n2", states: ["open", "done"] }, "ab"],
        [{ states: ["done", "expired"] }, "d"],
        [{ states: [] }, ""],
      ] as const;
      for (const [query, ids] of cases) {
        expect((await store.tasks.query({ ...query, limit: 9 })).map(({ id }) => id).join("")).toBe(ids);
        expect(await store.tasks.count(query)).toBe(ids.length);
      }
    });
  });

  it("tasks.query finds tasks by when they were closed, however long ago they were due", async () => {
    const store = await fresh.store();
    const old = { dueAt: T0 - 90 * DAY_MS };
    await store.commit(
      batchOf({
        newTasks: [taskOf("a", old), taskOf("b"), taskOf("c"), taskOf("d"), taskOf("e")],
        taskCloses: [
          { taskId: "a", state: "done", at: T0 + 5 },
          { taskId: "b", state: "skipped", at: T0 + 6 },
          { taskId: "c", state: "done", at: T0 + 7 },
        ],
      }),
    );
    await store.commit(batchOf({ taskPatches: [{ taskId: "a", advisorId: "bob" }] }));
    const cases = [
      [{ closedFrom: T0 + 5 }, "abc"],
      [{ closedFrom: T0 + 6, closedBefore: T0 + 7 }, "b"],
      [{ closedBefore: T0 + 6 }, "a"],
      [{ closedFrom: T0, states: ["done"] }, "ac"],
      [{ closedFrom: T0, advisorId: "bob" }, "a"],
      [{ closedFrom: T0 + 8 }, ""],
    ] as const;
    for (const [query, ids] of cases) {
      expect((await store.tasks.query({ ...query, limit: 9 })).map(({ id }) => id).join("")).toBe(ids);
      expect(await store.tasks.count(query)).toBe(ids.length);
    }
  });

  describe("changes of tasks", () => {
    it("close an open task once, with reason and report", async () => {
      const store = await fresh.store();
      const report = { outcome: "yes", at: T0 + 5, by: "amy" };
      await store.commit(batchOf({ newTasks: [taskOf("a")] }));
      await store.commit(batchOf({ taskCloses: [{ taskId: "a", state: "done", at: T0 + 5, report }] }));
      await store.commit(batchOf({ taskCloses: [{ taskId: "a", state: "withdrawn", at: T0 + 6, reason: "exit" }] }));
      await store.commit(batchOf({ taskCloses: [{ taskId: "gone", state: "done", at: T0 }] }));
      expect(await store.tasks.get("a")).toEqual(taskOf("a", { state: "done", closedAt: T0 + 5, result: report }));
      expect(await store.tasks.get("gone")).toBeUndefined();
    });

    it("keep the reason of a withdrawal", async () => {
      const store = await fresh.store();
      const close = { taskId: "a", state: "withdrawn", at: T0 + 6, reason: "purchased" } as const;
      await store.commit(batchOf({ newTasks: [taskOf("a")], taskCloses: [close] }));
      expect(await store.tasks.get("a")).toMatchObject({ state: "withdrawn", closeReason: "purchased" });
    });

    it("patch advisor, postponement and late reports, each late report once", async () => {
      const store = await fresh.store();
      const late = { outcome: "no", at: T0 + 9 };
      const { advisorId: _, ...unassigned } = taskOf("a");
      await store.commit(batchOf({ newTasks: [unassigned] }));
      await store.commit(
        batchOf({
          taskPatches: [
            { taskId: "a", advisorId: "bob" },
            { taskId: "a", postponedUntil: T0 + DAY_MS, expiresAt: T0 + 2 * DAY_MS },
            { taskId: "a", late },
            { taskId: "a", late },
            { taskId: "a", late: { ...late, at: T0 + 10 } },
            { taskId: "gone", advisorId: "bob" },
          ],
        }),
      );
      expect(await store.tasks.get("a")).toEqual(
        taskOf("a", {
          advisorId: "bob",
          postponedUntil: T0 + DAY_MS,
          expiresAt: T0 + 2 * DAY_MS,
          late: [late, { ...late, at: T0 + 10 }],
        }),
      );
      expect(await store.tasks.count({ advisorId: "bob" })).toBe(1);
    });

    it("remember who had a task before, and until when, each hand-over once", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ newTasks: [taskOf("a")] }));
      for (const [advisorId, handedAt] of [
        ["bob", T0 + 1],
        ["bob", T0 + 2],
        ["cat", T0 + 3],
      ] as const) {
        await store.commit(batchOf({ taskPatches: [{ taskId: "a", advisorId, handedAt }] }));
      }
      const handedOn = [
        { from: "amy", at: T0 + 1 },
        { from: "bob", at: T0 + 3 },
      ];
      expect(await store.tasks.get("a")).toEqual(taskOf("a", { advisorId: "cat", handedOn }));
    });

    it("go in order within a batch: issued, changed, closed", async () => {
      const store = await fresh.store();
      await store.commit(
        batchOf({
          taskCloses: [{ taskId: "a", state: "skipped", at: T0 }],
          taskPatches: [{ taskId: "a", advisorId: "bob" }],
          newTasks: [taskOf("a")],
        }),
      );
      expect(await store.tasks.get("a")).toMatchObject({ state: "skipped", advisorId: "bob" });
    });
  });

  it("tasks.countByNode counts a flow's tasks by step and state, of all versions", async () => {
    const store = await fresh.store();
    await store.commit(
      batchOf({
        newTasks: [
          taskOf("a"),
          taskOf("b", { version: 2 }),
          taskOf("c"),
          taskOf("d", { nodeId: "n9" }),
          taskOf("e", { flowId: "other" }),
        ],
        taskCloses: [{ taskId: "c", state: "skipped", at: T0 }],
      }),
    );
    const counts = (await store.tasks.countByNode("welcome")).map(({ nodeId, state, count }) => [nodeId, state, count]);
    expect(counts.sort()).toEqual([
      ["n2", "open", 2],
      ["n2", "skipped", 1],
      ["n9", "open", 1],
    ]);
    expect(await store.tasks.countByNode("nothing")).toEqual([]);
  });

  it("tasks.proactive counts chats and calls that took of an advisor's day, tasks.issuedByHour all of a step", async () => {
    const store = await fresh.store();
    const hour = Math.floor(T0 / 3_600_000);
    await store.commit(
      batchOf({
        newTasks: [
          taskOf("a", { issuedAt: T0 - 3_600_000 }),
          taskOf("b"),
          taskOf("c", { channel: "phone", nodeId: "n9" }),
          taskOf("d", { purpose: "reply" }),
          taskOf("e", { channel: "group_send" }),
          taskOf("f", { scope: "advisor" }),
          taskOf("g"),
          taskOf("h", { sameVisit: true }),
        ],
        taskCloses: [{ taskId: "g", state: "withdrawn", at: T0 }],
      }),
    );
    expect(await store.tasks.proactive(T0)).toEqual(new Map([["amy", 2]]));
    const byHour = async (since: number, nodeId?: string) =>
      (await store.tasks.issuedByHour(since, nodeId === undefined ? undefined : { flowId: "welcome", nodeId }))
        .map((row) => [row.flowId, row.nodeId, row.hour - hour, row.count])
        .sort();
    expect(await byHour(T0)).toEqual([
      ["welcome", "n2", 0, 6],
      ["welcome", "n9", 0, 1],
    ]);
    expect(await byHour(T0 - 3_600_000, "n2")).toEqual([
      ["welcome", "n2", -1, 1],
      ["welcome", "n2", 0, 6],
    ]);
  });

  it("tasks.loads counts each advisor's open tasks and those issued since a time", async () => {
    const store = await fresh.store();
    expect(await store.tasks.loads(T0)).toEqual(new Map());
    const { advisorId: _, ...unassigned } = taskOf("e");
    await store.commit(
      batchOf({
        newTasks: [
          taskOf("a", { issuedAt: T0 - 1 }),
          taskOf("b"),
          taskOf("c", { advisorId: "bob" }),
          taskOf("d", { advisorId: "old", issuedAt: T0 - 1 }),
          unassigned,
        ],
        taskCloses: ["c", "d"].map((taskId) => ({ taskId, state: "done", at: T0 })),
      }),
    );
    expect(await store.tasks.loads(T0)).toEqual(
      new Map([
        ["amy", { open: 2, issued: 1 }],
        ["bob", { open: 0, issued: 1 }],
      ]),
    );
  });
}
