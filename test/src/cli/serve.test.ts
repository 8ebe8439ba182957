import { mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { watch } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { skipSuite } from "../skips.js";
import { isBuilt, NOT_BUILT, type Running, runSopflow, startSopflow } from "./spawn-sopflow.js";

let folder: string;
let running: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-serve-"));
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

const data = () => join(folder, "data");
const serve = (env: Record<string, string> = {}, ...args: string[]) => {
  const started = startSopflow(["serve", ...args], {
    SOPFLOW_DATA: data(),
    SOPFLOW_PORT: "0",
    SOPFLOW_DEMO: "0",
    ...env,
  });
  running.push(started);
  return started;
};
const addressIn = (line: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
const linkIn = (line: string) => /[?&]link=([\w-]+)/.exec(line)?.[1];

/** Where SQLite's header keeps the data's format. */
const USER_VERSION_AT = 60;

async function signIn(address: string, link: string) {
  return fetch(`${address}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  });
}

const suite = isBuilt ? describe : (name: string, _: () => void) => skipSuite(name, NOT_BUILT);
suite("sopflow serve", () => {
  it("prints one line with where it listens and a link that signs in once, and ends with 0 on SIGTERM", async () => {
    const server = serve();
    const line = await server.line;
    const address = addressIn(line);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const signedIn = await signIn(address, linkIn(line) ?? "");
    expect(signedIn.status).toBe(201);
    expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);
    expect((await signIn(address, linkIn(line) ?? "")).status).toBe(401);
    server.child.kill("SIGTERM");
    const { code, out, err } = await server.ended;
    expect({ code, err, lines: out.trim().split("\n").length }).toEqual({ code: 0, err: "", lines: 1 });
  });

  it("keeps data over a restart, and makes a new link only when asked to", async () => {
    const first = serve();
    const address = addressIn(await first.line);
    const session = await signIn(address, linkIn(await first.line) ?? "");
    const cookie = session.headers.get("set-cookie")?.split(";")[0] ?? "";
    first.child.kill("SIGINT");
    expect((await first.ended).code).toBe(0);

    const second = serve();
    expect(linkIn(await second.line)).toBeUndefined();
    const again = await fetch(`${addressIn(await second.line)}/v1/session`, { headers: { cookie } });
    expect(again.status).toBe(200);
    second.child.kill("SIGTERM");
    await second.ended;
    expect(linkIn(await serve({}, "--new-link").line)).toBeDefined();
  });

  it("says in one line that the port is in use, and leaves no data behind", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const { code, out, err } = await serve({ SOPFLOW_PORT: port }).ended;
    other.close();
    expect({ code, out, lines: err.trim().split("\n").length }).toEqual({ code: 3, out: "", lines: 1 });
    expect(err).toContain(port);
  });

  it("says in one line that the data folder is in use, and so does import", async () => {
    await serve().line;
    const csv = join(folder, "products.csv");
    writeFileSync(csv, "sku,name\nA,茶\n");
    for (const ended of [serve().ended, runSopflow(["import", "--products", csv], { SOPFLOW_DATA: data() })]) {
      const { code, out, err } = await ended;
      expect({ code, out, lines: err.trim().split("\n").length }).toEqual({ code: 3, out: "", lines: 1 });
      expect(err).toContain(data());
    }
    const looked = await runSopflow(["flows", "--json"], { SOPFLOW_DATA: data() });
    expect(looked).toMatchObject({ code: 0, out: "[]\n" });
  });

  it("says in one line that it may not write there", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const unwritable of [join(file, "data"), "/proc/sopflow"]) {
      const { code, out, err } = await serve({ SOPFLOW_DATA: unwritable }).ended;
      expect({ code, out, lines: err.trim().split("\n").length }).toEqual({ code: 3, out: "", lines: 1 });
      expect(err).toContain(unwritable);
    }
  });

  it("says in one line that the data is newer, and changes none of it", async () => {
    const first = serve();
    await first.line;
    first.child.kill("SIGTERM");
    await first.ended;
    const file = openSync(join(data(), "sopflow.db"), "r+");
    writeSync(file, Buffer.from([0, 0, 0x7f, 0xff]), 0, 4, USER_VERSION_AT);
    const { code, out, err } = await serve().ended;
    expect({ code, out, lines: err.trim().split("\n").length }).toEqual({ code: 3, out: "", lines: 1 });
    expect(err).toMatch(/newer/);
  });

  it("completes the demo brand at the next start when it was killed while making it", async () => {
    const demo = { SOPFLOW_DEMO: "1" };
    mkdirSync(data());
    const killed = serve(demo);
    await untilLooksSeeding();
    killed.child.kill("SIGKILL");
    await killed.ended;
    const server = serve(demo);
    await server.line;
    server.child.kill("SIGTERM");
    expect((await server.ended).code).toBe(0);
    const flows = JSON.parse((await runSopflow(["flows", "--json"], { SOPFLOW_DATA: data() })).out);
    expect(flows.map((f: { state: string }) => f.state)).toEqual(Array(5).fill("live"));
  }, 120_000);
});

/** Until events of the demo are in the log of the data folder. */
async function untilLooksSeeding(): Promise<void> {
  const log = join(data(), "sopflow.db-wal");
  for await (const _ of watch(data())) {
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000) return;
  }
}
