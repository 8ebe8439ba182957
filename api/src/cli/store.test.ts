import { join } from "node:path";
import { COPYING, openSqliteStore, type Store } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXIT } from "./exit-codes.js";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

let cli: CliBench;
beforeEach(() => {
  cli = startCliBench();
});
afterEach(() => cli.close());

const folder = (name: string) => join(cli.folder, name);
const inStore = async <T>(name: string, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = openSqliteStore({ file: join(folder(name), "sopflow.db") });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

describe("sopflow store copy", () => {
  it("copies a data folder, checks it, and says how much it was", async () => {
    await inStore("a", (store) => store.setMeta("install", "1"));
    const { exit, out, err } = await cli.run("store", "copy", folder("a"), folder("b"));
    expect({ exit, err }).toMatchObject({ exit: EXIT.good, err: expect.stringContaining("the same") });
    expect(out).toMatch(/^WHAT\s+ROWS\s+CHECKED\nfacts\s+1\s+[0-9a-f]{16}$/m);
    expect(await inStore("b", (store) => store.getMeta("install"))).toBe("1");
    const again = await cli.run("store", "copy", folder("a"), folder("c"), "--json");
    expect(JSON.parse(again.out)[0]).toMatchObject({ table: "facts", count: 1 });
  });

  it("refuses a place without data, and one that holds some", async () => {
    const nothing = await cli.run("store", "copy", folder("none"), folder("b"));
    expect(nothing).toMatchObject({ exit: EXIT.badInput, err: expect.stringContaining("there is no data") });
    for (const name of ["a", "b"]) await inStore(name, (store) => store.setMeta("install", name));
    const full = await cli.run("store", "copy", folder("a"), folder("b"));
    expect(full).toMatchObject({ exit: EXIT.badInput, err: expect.stringContaining("holds data") });
    expect(await inStore("b", (store) => store.getMeta("install"))).toBe("b");
  });

  it("refuses while a server works on either side", async () => {
    await inStore("a", async () => {
      const busy = await cli.run("store", "copy", folder("a"), folder("b"));
      expect(busy).toMatchObject({ exit: EXIT.failure, err: expect.stringContaining("another sopflow") });
    });
  });

  it("wants both places", async () => {
    expect(await cli.run("store", "copy", folder("a"))).toMatchObject({ exit: EXIT.usage });
  });
});

describe("SOPFLOW_STORE", () => {
  it("refuses what is no store, in the environment and in a file", async () => {
    const wrong = startCliBench({ SOPFLOW_STORE: "postgres://here" });
    expect(await wrong.run("flows")).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("SOPFLOW_STORE: sqlite, or mongodb://"),
    });
    wrong.close();
    const file = cli.file("address", "nonsense\n");
    const inFile = startCliBench({ SOPFLOW_STORE_FILE: file });
    expect(await inFile.run("flows")).toMatchObject({
      exit: EXIT.usage,
      err: expect.stringContaining("SOPFLOW_STORE_FILE"),
    });
    inFile.close();
  });

  it("says which server does not answer, and shows no password", async () => {
    const url = "mongodb://me:secret@127.0.0.1:1/brand?serverSelectionTimeoutMS=50";
    const gone = startCliBench({ SOPFLOW_STORE: url });
    const { exit, err } = await gone.run("flows");
    expect(exit).toBe(EXIT.failure);
    expect(err).toContain("MongoDB does not answer at mongodb://127.0.0.1:1/brand");
    expect(err).not.toContain("secret");
    gone.close();
  });

  it("that is half a copy is not worked with", async () => {
    await inStore("data", (store) => store.setMeta(COPYING, "1"));
    expect(await cli.run("flows")).toMatchObject({ exit: EXIT.failure, err: expect.stringContaining("broken off") });
  });
});
