import { ConflictError } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, enrollmentOf, flowOf, T0, versionOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function flowsContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("flows.save", () => {
    it("creates at revision 0 and replaces what it was made from", async () => {
      const { flows } = await fresh.store();
      const created = await flows.save({ flow: flowOf("b"), expectedRevision: 0, at: T0, by: "lead" });
      expect(created).toEqual({
        flowId: "b",
        flow: flowOf("b"),
        revision: 1,
        updatedAt: T0,
        updatedBy: "lead",
        state: "draft",
      });
      const saved = await flows.save({ flow: flowOf("b", "新名"), expectedRevision: 1, at: T0 + 1, by: "amy" });
      expect(saved).toMatchObject({ revision: 2, updatedAt: T0 + 1, updatedBy: "amy", flow: { name: "新名" } });
      expect(await flows.get("b")).toEqual(saved);
      await flows.save({ flow: flowOf("a"), expectedRevision: 0, at: T0, by: "lead" });
      expect((await flows.list()).map(({ flowId }) => flowId)).toEqual(["a", "b"]);
      expect(await flows.get("none")).toBeUndefined();
    });

    it("refuses a save made from another revision, and keeps what is there", async () => {
      const { flows } = await fresh.store();
      const save = (name: string, expectedRevision: number) =>
        flows.save({ flow: flowOf("b", name), expectedRevision, at: T0, by: "lead" });
      await expect(save("early", 1)).rejects.toThrow(ConflictError);
      expect(await flows.get("b")).toBeUndefined();
      await save("first", 0);
      await save("second", 1);
      for (const revision of [0, 1, 3]) await expect(save("stale", revision)).rejects.toThrow(ConflictError);
      expect(await flows.get("b")).toMatchObject({ revision: 2, flow: { name: "second" } });
    });
  });

  describe("flows.publish", () => {
    it("stores a version for ever and makes the flow live", async () => {
      const store = await fresh.store();
      const { flows } = store;
      const before = await flows.revision();
      await flows.save({ flow: flowOf("a"), expectedRevision: 0, at: T0, by: "lead" });
      expect(await flows.revision()).toBe(before);
      await flows.publish(versionOf("a", 1));
      await flows.publish(versionOf("a", 2));
      expect(await flows.revision()).toBe(before + 2);
      expect(await flows.get("a")).toMatchObject({ state: "live", publishedVersion: 2, revision: 1 });
      expect(await flows.versions("a")).toEqual([versionOf("a", 1), versionOf("a", 2)]);
      expect(await flows.version("a", 1)).toEqual(versionOf("a", 1));
      expect(await flows.version("a", 3)).toBeUndefined();
    });

    it("refuses a version that exists and leaves it as it is", async () => {
      const { flows } = await fresh.store();
      await flows.publish(versionOf("a", 1));
      await flows.publish(versionOf("a", 2));
      await expect(flows.publish({ ...versionOf("a", 1), publishedBy: "other" })).rejects.toThrow(ConflictError);
      expect(await flows.version("a", 1)).toEqual(versionOf("a", 1));
      expect(await flows.get("a")).toMatchObject({ publishedVersion: 2 });
    });

    it("publishes a flow that has no draft yet, and makes its file the draft", async () => {
      const { flows } = await fresh.store();
      await flows.publish(versionOf("a", 1));
      expect(await flows.get("a")).toMatchObject({ state: "live", revision: 1, flow: versionOf("a", 1).flow });
    });
  });

  it("flows keep what was chosen for people inside, and how their pauses went", async () => {
    const { flows } = await fresh.store();
    const inside = { 1: { w: { do: "move", to: "v" }, k: { do: "exit" } } } as const;
    await flows.publish(versionOf("a", 1));
    const paused = { pausedAt: T0 + 1 };
    await flows.setState("a", "paused", T0 + 1, "amy", paused);
    expect(await flows.get("a")).toMatchObject({ turn: paused });
    await flows.setState("a", "live", T0 + 2, "amy");
    expect((await flows.published())[0]?.turn).toEqual(paused);
    const turn = { resumptions: [{ at: T0 + 3, pausedAt: T0 + 1, mode: "spread" as const, hours: 4 }] };
    await flows.publish({ ...versionOf("a", 2), inside }, turn);
    expect(await flows.version("a", 2)).toEqual({ ...versionOf("a", 2), inside });
    expect(await flows.published()).toEqual([
      { state: "live", newest: 2, versions: [{ ...versionOf("a", 2), inside }], turn },
    ]);
    expect(await flows.get("a")).toMatchObject({ state: "live", turn });
    await flows.publish(versionOf("a", 3));
    expect((await flows.list())[0]).toMatchObject({ publishedVersion: 3, turn });
  });

  describe("flows.setState", () => {
    it("pauses and archives what was published, and nothing else", async () => {
      const { flows } = await fresh.store();
      await flows.publish(versionOf("a", 1));
      await flows.setState("a", "paused", T0 + 9, "amy");
      expect(await flows.get("a")).toMatchObject({ state: "paused", updatedBy: "amy", updatedAt: T0 + 9 });
      expect(await flows.revision()).toBe(2);
      await flows.save({ flow: flowOf("draft"), expectedRevision: 0, at: T0, by: "lead" });
      for (const id of ["draft", "none"]) {
        await expect(flows.setState(id, "paused", T0, "amy")).rejects.toThrow(ConflictError);
      }
    });
  });

  describe("flows.published", () => {
    it("gives the newest version of live and paused flows, and every version in which people stand", async () => {
      const store = await fresh.store();
      const { flows } = store;
      for (const [flowId, version] of [
        ["a", 1],
        ["a", 2],
        ["a", 3],
        ["gone", 1],
        ["left", 1],
        ["left", 2],
      ] as const) {
        await flows.publish(versionOf(flowId, version));
      }
      await flows.save({ flow: flowOf("draft"), expectedRevision: 0, at: T0, by: "lead" });
      for (const id of ["gone", "left"]) await flows.setState(id, "archived", T0, "lead");
      await flows.setState("a", "paused", T0, "lead");
      const stand = (id: string, flowId: string, version: number, state: "active" | "closing" | "ended") =>
        enrollmentOf(id, { flowId, version, state });
      await store.commit(
        batchOf({
          enrollments: [
            stand("1", "a", 1, "closing"),
            stand("2", "a", 2, "ended"),
            stand("3", "gone", 1, "ended"),
            stand("4", "left", 1, "active"),
          ],
        }),
      );
      expect(await flows.published()).toEqual([
        { state: "paused", newest: 3, versions: [versionOf("a", 1), versionOf("a", 3)] },
        { state: "archived", newest: 2, versions: [versionOf("left", 1)] },
      ]);
      await store.commit(batchOf({ enrollments: [stand("1", "a", 1, "ended"), stand("4", "left", 1, "ended")] }));
      expect(await flows.published()).toEqual([{ state: "paused", newest: 3, versions: [versionOf("a", 3)] }]);
    });
  });

  it("flows.audit keeps who did what, newest first, without parting one moment", async () => {
    const { flows } = await fresh.store();
    const audit = (id: string, at: number, subject = "flow:a") => ({ id, at, by: "lead", subject, action: "publish" });
    const full = { ...audit("4", T0 + 3), detail: { version: 2 } };
    for (const entry of [
      audit("1", T0),
      audit("2", T0 + 2),
      audit("3", T0 + 2),
      full,
      audit("x", T0 + 9, "settings"),
    ]) {
      await flows.audit(entry);
      await flows.audit(entry);
    }
    expect((await flows.auditOf("flow:a", { limit: 2 })).map(({ id }) => id)).toEqual(["4", "2", "3"]);
    expect((await flows.auditOf("flow:a", { limit: 1 }))[0]).toEqual(full);
    expect(await flows.auditOf("flow:a", { limit: 2, before: T0 + 2 })).toEqual([audit("1", T0)]);
    expect(await flows.auditOf("flow:b", { limit: 2 })).toEqual([]);
  });
}
