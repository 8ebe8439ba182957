import type { Flow } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { setLabel } from "../commands/set-label.js";
import { openDocument, sampleFlow } from "../document.testkit.js";
import { makeManualTime, settle } from "../scheduler.testkit.js";
import { RETRY_FIRST_MS, SAVE_DELAY_MS, startAutosave } from "./autosave.js";
import type { SaveResult } from "./save-port.js";

/** A document under autosave, whose saves wait for the test to answer them. */
function start() {
  const time = makeManualTime();
  const document = openDocument();
  const sent: { flow: Flow; revision: number; answer: (result: SaveResult) => void; fail: () => void }[] = [];
  const saveFlow = (draft: { flow: Flow; revision: number }) =>
    new Promise<SaveResult>((resolve, reject) => {
      sent.push({ ...draft, answer: resolve, fail: () => reject(new TypeError("fetch failed")) });
    });
  const save = startAutosave({ document, saveFlow, schedule: time.schedule, revision: 7 });
  let edits = 0;
  return {
    time,
    document,
    sent,
    save,
    edit() {
      edits += 1;
      document.run(setLabel, { nodeId: "ask", label: `edit ${edits}` });
    },
    label: () => document.store.getState().flow.nodes[2]?.label,
    state: () => save.store.getState().kind,
    async answer(result: SaveResult) {
      sent.at(-1)?.answer(result);
      await settle();
    },
  };
}
const saved = (revision: number): SaveResult => ({ kind: "saved", revision });
const conflict = (theirs: Flow): SaveResult => ({ kind: "conflict", revision: 9, by: "小王", theirs });
const theirs = (): Flow => ({ ...sampleFlow(), name: "Theirs" });

describe("autosave", () => {
  it("saves once after a pause in editing, on the revision it was based on", async () => {
    const { time, sent, edit, state, answer, save } = start();
    expect(save.hasUnsaved()).toBe(false);
    edit();
    time.pass(SAVE_DELAY_MS - 1);
    edit();
    expect(state()).toBe("dirty");
    expect(save.hasUnsaved()).toBe(true);
    time.pass(SAVE_DELAY_MS);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.revision).toBe(7);
    await answer(saved(8));
    expect(save.store.getState()).toEqual({ kind: "clean", revision: 8 });
    expect(time.waiting()).toBe(0);
  });

  it("never has two saves under way: edits made meanwhile are saved after it (S1)", async () => {
    const { time, sent, edit, state, answer, save, document } = start();
    edit();
    save.saveNow();
    edit();
    save.saveNow();
    time.pass(SAVE_DELAY_MS * 3);
    expect(sent).toHaveLength(1);
    await answer(saved(8));
    expect(state()).toBe("dirty");
    time.pass(SAVE_DELAY_MS);
    expect(sent[1]).toMatchObject({ revision: 8, flow: document.store.getState().flow });
  });

  it("tries again with growing pauses while offline, and at once when the connection is back", async () => {
    const { time, sent, edit, state, answer, save, label } = start();
    edit();
    save.saveNow();
    sent[0]?.fail();
    await settle();
    expect(state()).toBe("offline");
    time.pass(RETRY_FIRST_MS);
    expect(sent).toHaveLength(2);
    await answer({ kind: "offline" });
    time.pass(RETRY_FIRST_MS * 2 - 1);
    expect(sent).toHaveLength(2);
    edit();
    expect(state()).toBe("offline");
    save.saveNow();
    expect(sent).toHaveLength(3);
    await answer(saved(8));
    expect(state()).toBe("clean");
    expect(label()).toBe("edit 2");
  });

  it("takes a conflict with its own unanswered save for what it is (S4)", async () => {
    const { sent, edit, state, answer, save } = start();
    edit();
    save.saveNow();
    const written = sent[0]?.flow ?? sampleFlow();
    await answer({ kind: "offline" });
    edit();
    save.saveNow();
    await answer(conflict(structuredClone(written)));
    expect(state()).toBe("dirty");
    expect(save.store.getState().revision).toBe(9);
    save.saveNow();
    expect(sent.at(-1)?.revision).toBe(9);
  });

  it("sends nothing in a conflict until the user chooses, and keeps every edit (S2, S3)", async () => {
    const { time, sent, edit, answer, save, label } = start();
    edit();
    save.saveNow();
    await answer(conflict(theirs()));
    expect(save.store.getState()).toMatchObject({ kind: "conflict", theirRevision: 9, by: "小王" });
    edit();
    save.saveNow();
    time.pass(SAVE_DELAY_MS * 10);
    expect(sent).toHaveLength(1);
    save.keepMine();
    expect(sent[1]).toMatchObject({ revision: 9 });
    await answer(saved(10));
    expect(save.store.getState()).toEqual({ kind: "clean", revision: 10 });
    expect(label()).toBe("edit 2");
  });

  it("opens theirs when the user says so, with nothing left to save", async () => {
    const { time, sent, edit, answer, save, document } = start();
    edit();
    save.saveNow();
    await answer(conflict(theirs()));
    save.takeTheirs();
    expect(document.store.getState()).toMatchObject({ flow: { name: "Theirs" }, undoable: undefined });
    expect(save.store.getState()).toEqual({ kind: "clean", revision: 9 });
    time.pass(SAVE_DELAY_MS * 2);
    expect(sent).toHaveLength(1);
    edit();
    time.pass(SAVE_DELAY_MS);
    expect(sent[1]?.revision).toBe(9);
  });

  it("waits for the user to sign in again, and then saves what is shown", async () => {
    const { time, sent, edit, state, answer, save, document } = start();
    edit();
    save.saveNow();
    await answer({ kind: "signedOut" });
    edit();
    time.pass(SAVE_DELAY_MS * 10);
    expect([state(), sent.length]).toEqual(["signedOut", 1]);
    save.saveNow();
    expect(sent[1]?.flow).toBe(document.store.getState().flow);
  });

  it("tries a refused file again only after the next edit", async () => {
    const { time, sent, edit, state, answer, save } = start();
    edit();
    save.saveNow();
    await answer({ kind: "refused", diagnostics: [] });
    time.pass(SAVE_DELAY_MS * 10);
    expect([state(), sent.length]).toEqual(["refused", 1]);
    edit();
    time.pass(SAVE_DELAY_MS);
    expect(sent).toHaveLength(2);
  });

  it("does nothing more once stopped (S5)", async () => {
    const { time, edit, answer, save } = start();
    edit();
    save.saveNow();
    save.stop();
    await answer(saved(8));
    expect(save.store.getState().kind).toBe("saving");
    edit();
    expect(time.waiting()).toBe(0);
  });
});
