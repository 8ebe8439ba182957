import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { wecomAppRecords } from "@sopflow/engine/wecom";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

const HTML = { accept: "text/html,*/*;q=0.8" };
let folder: string;
let api: TestApi | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-console-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<title>console</title>");
  writeFileSync(join(folder, "advisor.html"), "<title>advisor</title>");
  writeFileSync(join(folder, "assets", "console-abc123.js"), "console");
  writeFileSync(join(folder, "assets", "console-abc123.js.gz"), gzipSync("console"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => api?.close());

const start = async (options: Parameters<typeof startTestApi>[0] = {}) => {
  api = await startTestApi(options);
  return (url: string, headers: Record<string, string> = HTML) => (api as TestApi).app.inject({ url, headers }); // started in the line above
};

describe("the console's files", () => {
  it("answers every address of the console with its page, and the advisor's with the other", async () => {
    const get = await start({ consoleFolder: folder });
    for (const url of ["/", "/?link=abc", "/flows/first-order", "/customers/c%2F1"]) {
      const answer = await get(url);
      expect([answer.statusCode, answer.body]).toEqual([200, "<title>console</title>"]);
      expect(answer.headers["cache-control"]).toBe("no-cache");
    }
    expect((await get("/advisor")).body).toBe("<title>advisor</title>");
  });

  it("lets pages run no inline script and no inline style", async () => {
    const get = await start({ consoleFolder: folder });
    const policy = (await get("/")).headers["content-security-policy"];
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("lets nobody frame a page, but a simulated WeCom the advisor's list", async () => {
    const get = await start({ consoleFolder: folder });
    const framing = async (url: string) => {
      const { headers } = await get(url);
      return [/frame-ancestors ([^;]+)/.exec(`${headers["content-security-policy"]}`)?.[1], headers["x-frame-options"]];
    };
    expect(await framing("/advisor")).toEqual(["'none'", "DENY"]);
    const app = { corpId: "ww1", agentId: 1, secret: "s", callbackToken: "", callbackAesKey: "", enabled: false };
    const where = { origin: "http://127.0.0.1:1", baseUrl: "http://127.0.0.1:2/base" };
    if (api) await wecomAppRecords(api.store.records).put({ id: "main", doc: { ...app, ...where, savedAt: 0 } });
    expect(await framing("/advisor")).toEqual(["http://127.0.0.1:2", undefined]);
    expect(await framing("/")).toEqual(["'none'", "DENY"]);
  });

  it("keeps hashed assets for ever, and sends them compressed", async () => {
    const get = await start({ consoleFolder: folder });
    const answer = await get("/assets/console-abc123.js", { "accept-encoding": "gzip" });
    expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(answer.rawPayload).toString()).toBe("console");
    expect((await get("/assets/console-abc123.js", {})).body).toBe("console");
  });

  it("answers neither a lost asset nor a program nor the interface with a page", async () => {
    const get = await start({ consoleFolder: folder });
    expect((await get("/assets/console-old.js")).statusCode).toBe(404);
    expect((await get("/nothing", { accept: "application/json" })).json().code).toBe("request.not_found");
    expect((await get("/v1/nothing")).json().code).toBe("auth.required");
    expect((await get("/../../etc/passwd")).body).not.toContain("root");
    expect((await get("/..%2f..%2fetc%2fpasswd", {})).statusCode).toBe(404);
  });

  it("knows no page where no console was built", async () => {
    const missing = await start({ consoleFolder: join(folder, "none") });
    expect((await missing("/")).json().code).toBe("request.not_found");
  });
});
