import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import { skipSuite } from "../skips.js";
import { bundleChild } from "./bundle-child.js";
import { hash } from "./crash-script.js";
import { readOutcome } from "./read-outcome.js";

/** A piece of the script around nine o'clock, when contact windows open: FerretDB is slow, and all of it takes minutes. */
const FIRST_ROUND = 15;
const ROUNDS = 28;
const SEED = 20260302;
/** At a durable write each, on either side of it. */
const DEATHS = 5;
const LAST_WRITE = 24;

const started = await startMongoServer();
if (typeof started === "string") skipSuite("A process on MongoDB that is killed again and again", started);
else suite(started);

function suite(server: MongoServer): void {
  let child: Awaited<ReturnType<typeof bundleChild>>;
  beforeAll(async () => {
    child = await bundleChild();
  }, 60_000);
  afterAll(async () => {
    child?.remove();
    await server.stop();
  });

  /** Lets the child work until it is through or kills itself at its so-manieth durable write. */
  const live = (place: string, dieAt: number) => {
    const process = spawn("node", [child.file, place, String(ROUNDS), String(dieAt), String(FIRST_ROUND)]);
    let errors = "";
    process.stderr.on("data", (text: Buffer) => {
      errors += text.toString();
    });
    return new Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>((resolve) => {
      process.on("close", (code, signal) => resolve({ code, signal, errors }));
    });
  };

  describe(`a process on MongoDB (${server.kind}) that is killed again and again`, () => {
    it(`ends with what an undisturbed run ends with, exactly (seed ${SEED})`, { timeout: 600_000 }, async () => {
      const calm = server.database(`sopflow-test-${randomUUID()}`);
      expect(await live(calm, 0)).toEqual({ code: 0, signal: null, errors: "" });
      const expected = await readOutcome(calm);

      const killed = server.database(`sopflow-test-${randomUUID()}`);
      let deaths = 0;
      for (let life = 0; ; life++) {
        const { code, signal, errors } = await live(killed, deaths >= DEATHS ? 0 : 1 + (hash(SEED, life) % LAST_WRITE));
        expect(errors).toBe("");
        if (signal === "SIGKILL") deaths += 1;
        else {
          expect(code).toBe(0);
          break;
        }
      }
      expect(deaths).toBe(DEATHS);
      expect(await readOutcome(killed)).toEqual(expected);
      expect(expected.tasks.length).toBeGreaterThan(20);
    });
  });
}
