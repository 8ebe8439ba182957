import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callerWith, openApi } from "../browser/call-api.js";
import { eventually } from "../browser/eventually.js";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import { startTcpProxy, type TcpProxy } from "../contract/tcp-proxy.js";
import { skipSuite } from "../skips.js";
import { isBuilt, NOT_BUILT, type Running, startSopflow } from "./spawn-sopflow.js";

const started = isBuilt ? await startMongoServer() : NOT_BUILT;
if (typeof started === "string") skipSuite("sopflow serve on MongoDB in trouble", started);
else suite(started);

function suite(server: MongoServer): void {
  let folder: string;
  let store: string;
  let proxy: TcpProxy;
  let running: Running[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "sopflow-mongo-trouble-"));
    proxy = await startTcpProxy(() => Number(new URL(server.database("any")).port));
    const address = new URL(server.database(`sopflow-test-${randomUUID()}`));
    address.port = String(proxy.port);
    store = `${address}?serverSelectionTimeoutMS=500`;
    running = [];
  });
  afterEach(async () => {
    for (const { child, ended } of running) {
      child.kill("SIGKILL");
      await ended;
    }
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => server.stop());

  const serve = (name: string) => {
    const process = startSopflow(["serve"], {
      SOPFLOW_STORE: store,
      SOPFLOW_DATA: join(folder, name),
      SOPFLOW_PORT: "0",
      SOPFLOW_DEMO: "0",
      SOPFLOW_LOG: "silent",
    });
    running.push(process);
    return process;
  };
  const addressIn = (line: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
  const linkIn = (line: string) => /[?&]link=([\w-]+)/.exec(line)?.[1] ?? "";
  const friend = (customer: string) => ({
    id: `friend of ${customer}`,
    type: "friend.added",
    customer,
    at: new Date().toISOString(),
    props: { name: customer },
  });
  const post = (url: string, key: string, customer: string) =>
    fetch(`${url}/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(friend(customer)),
    });

  vi.setConfig({ testTimeout: 120_000 });
  describe(`sopflow serve on MongoDB (${server.kind})`, () => {
    it("that is stopped until another has taken its database over writes nothing when it wakes up, and ends and says why", async () => {
      const first = serve("first");
      const line = await first.line;
      const url = addressIn(line);
      const key = await openApi(url, linkIn(line));
      expect((await post(url, key, "before")).status).toBe(202);

      first.child.kill("SIGSTOP");
      // It is in the hands of the system meanwhile, and the first thing that the process does when it wakes up.
      const late = post(url, key, "late").then(
        (response) => response.status,
        () => "no answer",
      );
      const second = serve("second");
      const secondUrl = addressIn(await second.line);
      first.child.kill("SIGCONT");

      expect(await first.ended).toMatchObject({
        code: 3,
        err: expect.stringMatching(/^sopflow: another sopflow has taken over mongodb:\/\/.* ends\..*\n$/),
      });
      expect(await late).not.toBe(202);
      const api = callerWith(secondUrl, key);
      const people = () => api<{ items: { id: string }[] }>("GET", "/v1/customers?limit=10");
      await eventually(async () => (await people()).items.map(({ id }) => id)).toEqual(["before"]);
      await api("POST", "/v1/events", friend("after"));
      await eventually(async () => (await people()).items.map(({ id }) => id).sort()).toEqual(["after", "before"]);
    });

    it("whose server is gone is alive and not ready, takes nothing, and goes on by itself when it is back", async () => {
      const process = serve("only");
      const line = await process.line;
      const url = addressIn(line);
      const key = await openApi(url, linkIn(line));
      const ready = async () => {
        const response = await fetch(`${url}/readyz`);
        return `${response.status} ${await response.text()}`;
      };
      expect(await ready()).toBe('200 {"status":"ready"}');
      proxy.cut();
      await eventually(ready).toBe('503 {"status":"failing"}');
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await post(url, key, "c1")).status).toBe(503);
      await server.restart?.();
      proxy.resume();
      await eventually(ready).toBe('200 {"status":"ready"}');
      await eventually(async () => (await post(url, key, "c1")).status).toBe(202);
      const api = callerWith(url, key);
      await eventually(
        async () => (await api<{ total?: number; items: object[] }>("GET", "/v1/customers")).items,
      ).toHaveLength(1);
      process.child.kill("SIGTERM");
      expect(await process.ended).toMatchObject({ code: 0, err: "" });
    });
  });
}
