import { StoreError, TakenOverError } from "@sopflow/engine";
import { BSON } from "mongodb";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { eventually } from "../browser/eventually.js";
import { skipSuite } from "../skips.js";
import { batchOf, customerOf, entryOf, T0, taskOf } from "./fixtures.js";
import { createMongoHarness, type MongoHarness } from "./mongo-harness.js";
import { type MongoServer, startMongoServer } from "./mongo-server.js";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy.js";

const started = await startMongoServer();
if (typeof started === "string") skipSuite("A store on MongoDB behind a network that fails", started);
else suite(started);

const OP_MSG = 2013;
const WRITES = ["insert", "update", "delete", "createIndexes", "create", "drop", "findAndModify", "bulkWrite"];

/** The commands in what one connection sent: messages of 16 bytes head, flags, and one section that is a document. */
function* commandsIn(pieces: readonly Buffer[]): Generator<Readonly<Record<string, unknown>>> {
  const bytes = Buffer.concat(pieces);
  for (let at = 0; at + 16 <= bytes.length; at += bytes.readInt32LE(at)) {
    const isMessage = bytes.readInt32LE(at + 12) === OP_MSG;
    if (isMessage) yield BSON.deserialize(bytes.subarray(at + 21, at + 21 + bytes.readInt32LE(at + 21)));
  }
}

function suite(server: MongoServer): void {
  let proxy: TcpProxy;
  let harness: MongoHarness;
  beforeEach(async () => {
    proxy = await startTcpProxy(() => Number(new URL(server.database("any")).port));
    harness = createMongoHarness(server);
  });
  afterEach(async () => {
    proxy.resume();
    proxy.release();
    await harness.dispose();
    await proxy.close();
  });
  afterAll(() => server.stop());

  /** The database as it is seen through the network that fails. */
  const behindProxy = (parameters = "") => {
    const url = new URL(harness.url);
    url.port = String(proxy.port);
    return `${url}${parameters}`;
  };
  const write = (id: string) =>
    batchOf({
      customers: [{ customer: customerOf(id), expectedVersion: 0, wakeAt: T0 }],
      newTasks: [taskOf(`of ${id}`, { customerId: id })],
    });

  vi.setConfig({ testTimeout: 60_000 });
  describe(`a store on MongoDB (${server.kind})`, () => {
    it("has every write acknowledged by a majority, from its journal, whatever the address asks for", async () => {
      const store = await harness.openWith({}, behindProxy("?w=0&journal=false"));
      await store.log.append([entryOf("e1")]);
      await store.commit(write("c1"));
      await store.durable();
      await store.setMeta("a", "b");
      await store.log.trim(T0 + 1, 10);
      const writes = proxy.sent
        .flatMap((pieces) => [...commandsIn(pieces)])
        .filter((command) => WRITES.includes(Object.keys(command)[0] ?? ""));
      const names = new Set(writes.map((command) => Object.keys(command)[0]));
      expect([...names]).toEqual(expect.arrayContaining(["insert", "update", "delete", "createIndexes"]));
      for (const command of writes) {
        expect(command).toMatchObject({ writeConcern: { w: "majority", j: true } });
      }
    });

    it("that is cut off while it commits, and comes back when another has taken over, has written nothing", async () => {
      const told: TakenOverError[] = [];
      const leaseMs = 1_000;
      let isHolding = false;
      const beforeWrite = (what: string) => {
        if (isHolding && what === "insert journal") proxy.hold();
      };
      const first = await harness.openWith({ leaseMs, beforeWrite }, behindProxy(), (error) => told.push(error));
      await first.commit(write("c1"));
      // The worst moment: its lease was good when it asked, and what makes its commit count is on the way.
      isHolding = true;
      const stale = first.commit(write("c2"));
      const failed = expect(stale).rejects.toThrow(StoreError);
      const second = await harness.openWith({ leaseMs });
      await second.commit(write("c3"));
      proxy.release();
      await failed;
      await eventually(() => told).toMatchObject([{ name: "TakenOverError" }]);
      // The late entry has reached the journal, and counts for nothing: neither now nor when a third one takes over.
      await second.commit(write("c4"));
      await expect(first.commit(write("c5"))).rejects.toThrow(TakenOverError);
      await expect(first.setMeta("from", "first")).rejects.toThrow(/another sopflow has taken over/);
      for (const store of [second, await harness.openAfterCrash()]) {
        expect([...(await store.customers.load(["c1", "c2", "c3", "c4", "c5"])).keys()].sort()).toEqual([
          "c1",
          "c3",
          "c4",
        ]);
        expect((await store.tasks.query({ limit: 9 })).map(({ id }) => id)).toEqual(["of c1", "of c3", "of c4"]);
      }
    });

    it("that has lost its server says so, and goes on where it was when the server is back", async () => {
      const store = await harness.openWith({}, behindProxy("?serverSelectionTimeoutMS=200"));
      await store.commit(write("c1"));
      proxy.cut();
      const batch = write("c2");
      await expect(store.commit(batch)).rejects.toThrow(StoreError);
      await expect(store.customers.load(["c1"])).rejects.toThrow(StoreError);
      await server.restart?.();
      proxy.resume();
      await eventually(() => store.commit(batch).then(() => "written")).toBe("written");
      expect([...(await store.customers.load(["c1", "c2"])).keys()].sort()).toEqual(["c1", "c2"]);
      expect(await store.log.append([entryOf("e1")])).toEqual([{ status: "accepted", seq: 1 }]);
    });
  });
}
