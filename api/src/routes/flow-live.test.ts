import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { instantWaker } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKey } from "../access/api-keys.js";
import { twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
let beats: (() => void)[];
beforeEach(async () => {
  beats = [];
  const everySecond = (beat: () => void) => {
    beats.push(beat);
    return () => {};
  };
  api = await startTestApi({ waker: { ...instantWaker, everySecond } });
});
afterEach(() => api.close());

const fifteenSeconds = () => {
  for (let i = 0; i < 15; i++) for (const beat of beats) beat();
};

interface Reader {
  /** The next piece of the stream; undefined at its end. */
  next(): Promise<string | undefined>;
  leave(): void;
}

/** Connects as a browser would, over a real socket. */
async function connect(flowId: string): Promise<Reader & { keyId: string }> {
  return connectTo(`/v1/flows/${flowId}/live`);
}

async function connectTo(path: string): Promise<Reader & { keyId: string }> {
  const { row, secret } = await createKey(api.store, { name: "page", scopes: ["read"] }, api.clock.now());
  if (!api.app.server.listening) await api.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = api.app.server.address() as AddressInfo; // a TCP server
  return new Promise((resolve, reject) => {
    const request = get(
      { host: "127.0.0.1", port, path, headers: { authorization: `Bearer ${secret}` } },
      (response) => {
        expect(response.headers["content-type"]).toMatch(/^text\/event-stream/);
        const pieces = response[Symbol.asyncIterator]();
        resolve({
          keyId: row.id,
          next: async () => {
            const { value, done } = await pieces.next();
            return done ? undefined : String(value);
          },
          leave: () => request.destroy(),
        });
      },
    );
    request.once("error", reject);
  });
}

const numbersIn = (piece: string | undefined) =>
  JSON.parse(/^event: live\ndata: (.*)\n\n/.exec(piece ?? "")?.[1] ?? "{}");

describe("the live numbers of a flow", () => {
  it("come at once, and again after something moved", async () => {
    await twoAdvisorsAtWork(api);
    const reader = await connect("care");
    expect(numbersIn(await reader.next())).toMatchObject({
      flowId: "care",
      state: "live",
      openTasks: 2,
      standing: [{ version: 1, nodeId: "k", state: "active", count: 2 }],
    });
    const at = new Date(api.clock.now()).toISOString();
    await api.engine.post([{ id: "m3", type: "message.received", customer: "c3", at, props: {} }], {
      origin: "intake",
    });
    await api.engine.runUntilIdle();
    const after = numbersIn(await reader.next());
    expect(after.standing).toEqual([{ version: 1, nodeId: "k", state: "active", count: 3 }]);
    expect(after.counters.length).toBeGreaterThan(0);
    reader.leave();
  });

  it("keep the connection awake, and end when the key is revoked", async () => {
    await twoAdvisorsAtWork(api);
    const reader = await connect("care");
    await reader.next();
    fifteenSeconds();
    expect(await reader.next()).toBe(": still here\n\n");
    await api.store.access.revokeKey(reader.keyId, api.clock.now());
    fifteenSeconds();
    expect(await reader.next()).toBe(": still here\n\n");
    expect(await reader.next()).toBeUndefined();
  });

  it("end when the server closes, so that it can", async () => {
    await twoAdvisorsAtWork(api);
    const reader = await connect("care");
    await reader.next();
    await api.app.close();
    expect(await reader.next()).toBeUndefined();
  });

  it("are not there for a flow that is not", async () => {
    const answer = await api.as("read").get("/v1/flows/none/live");
    expect([answer.statusCode, answer.json().code]).toEqual([404, "flow.not_found"]);
  });
});

describe("the live word on task lists", () => {
  it("comes when tasks change, and says nothing while nothing does", async () => {
    await twoAdvisorsAtWork(api);
    const reader = await connectTo("/v1/tasks/live");
    expect(await reader.next()).toBe(": still here\n\n");
    const [task] = await api.store.tasks.query({ states: ["open"], limit: 1 });
    const by = { by: "lead", at: api.clock.now(), requestId: "r1" };
    await api.engine.reportTask(task?.id ?? "", { kind: "skip", reason: "other", ...by });
    await api.engine.runUntilIdle();
    expect(await reader.next()).toMatch(/^event: tasks\n/);
    fifteenSeconds();
    expect(await reader.next()).toBe(": still here\n\n");
    reader.leave();
  });
});
