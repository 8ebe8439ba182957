import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore, type Store } from "../../store/index.js";
import { forgetOldCounters, recordCounters } from "./counter-store.js";
import { APP, ending, errcode, ScriptedWecom } from "./scripted-wecom.testkit.js";

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-counters-"));
  store = openSqliteStore({ file: join(folder, "brand.db") });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const text = (content: string) => ({
  to: { users: ["zhang"] },
  message: { msgtype: "text", text: { content } } as const,
});

describe("counters in the product's store", () => {
  it("hold a member's messages back after a restart as before it", async () => {
    const wecom = new ScriptedWecom(recordCounters(store.records));
    for (let i = 0; i < 30; i++) await wecom.clock.run(wecom.app().messages.send(text(`no ${i}`)));
    const refused = ending(wecom.app().messages.send(text("no 31"), { maxWaitMs: 0 }));
    expect(await wecom.clock.run(refused)).toMatchObject({ class: "rateLimit", outcome: "later" });
    wecom.clock.advance(61_000);
    await wecom.clock.run(wecom.app().messages.send(text("no 31"), { maxWaitMs: 0 }));
  });

  it("remember a refused secret without keeping it, and no token", async () => {
    const wecom = new ScriptedWecom(recordCounters(store.records)).on("gettoken", errcode(40001));
    await wecom.clock.run(ending(wecom.app().tags.list({})));
    expect(await ending(wecom.app().tags.list({}))).toMatchObject({ class: "stopped" });
    const kept = JSON.stringify(await store.records.list("wecom.counter", { limit: 100 }));
    expect(kept).toContain("stopped/ww1/1000002");
    for (const secret of [APP.secret, "TOKEN"]) expect(kept).not.toContain(secret);
  });

  it("are forgotten when they count no more", async () => {
    const wecom = new ScriptedWecom(recordCounters(store.records));
    await wecom.clock.run(wecom.app().messages.send(text("hi")));
    expect(await forgetOldCounters(store.records, wecom.clock.now())).toBe(0);
    const held = await store.records.count("wecom.counter");
    expect(await forgetOldCounters(store.records, wecom.clock.now() + 2 * 3_600_000)).toBe(held);
    expect(await store.records.count("wecom.counter")).toBe(0);
  });
});
