import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import { skipSuite } from "../skips.js";
import { isBuilt, NOT_BUILT, runSopflow, startSopflow } from "./spawn-sopflow.js";

const started = isBuilt ? await startMongoServer() : NOT_BUILT;
if (typeof started === "string") skipSuite("sopflow serve on MongoDB", started);
else suite(started);

function suite(server: MongoServer): void {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-serve-mongo-"));
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  });
  const env = {
    SOPFLOW_STORE: server.database(`sopflow-test-${randomUUID()}`),
    SOPFLOW_DATA: join(folder, "data"),
    SOPFLOW_PORT: "0",
    SOPFLOW_DEMO: "0",
  };

  describe(`sopflow serve on MongoDB (${server.kind})`, () => {
    it("signs the first administrator in, is looked into meanwhile, works alone, and starts again", async () => {
      const serve = startSopflow(["serve"], env);
      try {
        const line = await serve.line;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
        const session = await fetch(`${address}/v1/session`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ link: /[?&]link=([\w-]+)/.exec(line)?.[1] }),
        });
        expect(session.ok).toBe(true);
        expect((await runSopflow(["flows", "--json"], env)).out.trim()).toBe("[]");
        expect(await runSopflow(["serve"], env)).toMatchObject({
          code: 3,
          err: expect.stringContaining("another sopflow works on mongodb://"),
        });
        serve.child.kill("SIGTERM");
        expect((await serve.ended).code).toBe(0);
      } finally {
        serve.child.kill("SIGKILL");
      }
      const again = startSopflow(["serve"], env);
      try {
        expect(await again.line).toContain("listens");
      } finally {
        again.child.kill("SIGTERM");
        await again.ended;
      }
    }, 120_000);
  });
}
