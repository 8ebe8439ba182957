import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleChild } from "./bundle-child.js";
import { hash } from "./crash-script.js";
import { readOutcome } from "./read-outcome.js";

const ROUNDS = 150;
const SEED = 20260302;
/** Half of the deaths come at a random moment, half at a random durable write, on either side of it. */
const DEATHS = 52;
/** How far a life gets at most, so that the script lasts for all of them on any machine. */
const LAST_ROUND = 2;
const LAST_MOMENT_MS = 15;
const LAST_WRITE = 45;

let child: Awaited<ReturnType<typeof bundleChild>>;
const folder = mkdtempSync(join(tmpdir(), "sopflow-crash-"));
beforeAll(async () => {
  child = await bundleChild();
}, 60_000);
afterAll(() => {
  child?.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Life {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly rounds: number;
  readonly errors: string;
}

interface Death {
  /** The child kills itself at its so-manieth durable write. */
  readonly dieAt?: number;
  /** It is killed so long after it finished so many rounds. */
  readonly kill?: { readonly afterRounds: number; readonly afterMs: number };
}

/** Lets the child work on a data file until it is through or dies. */
function live(file: string, { dieAt = 0, kill }: Death): Promise<Life> {
  const process = spawn("node", [child.file, file, String(ROUNDS), String(dieAt)]);
  let rounds = 0;
  let errors = "";
  let timer: NodeJS.Timeout | undefined;
  process.stdout.on("data", (text: Buffer) => {
    rounds += text.toString().split("\n").length - 1;
    if (kill && rounds >= kill.afterRounds) timer ??= setTimeout(() => process.kill("SIGKILL"), kill.afterMs);
  });
  process.stderr.on("data", (text: Buffer) => {
    errors += text.toString();
  });
  return new Promise((resolve) => {
    process.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ signal, code, rounds, errors });
    });
  });
}

describe("a process that is killed again and again", () => {
  it(`ends with what an undisturbed run ends with, exactly (seed ${SEED})`, { timeout: 180_000 }, async () => {
    const calm = join(folder, "calm", "sopflow.db");
    expect(await live(calm, {})).toMatchObject({ code: 0, errors: "" });
    const expected = await readOutcome(calm);

    const file = join(folder, "killed", "sopflow.db");
    let deaths = 0;
    for (let life = 0; ; life++) {
      const h = hash(SEED, life);
      const atMoment = { kill: { afterRounds: 1 + (h % LAST_ROUND), afterMs: (h >>> 8) % LAST_MOMENT_MS } };
      const death = deaths >= DEATHS ? {} : life % 2 === 0 ? atMoment : { dieAt: 1 + (h % LAST_WRITE) };
      const { signal, code, errors } = await live(file, death);
      expect(errors).toBe("");
      if (signal === "SIGKILL") deaths += 1;
      else {
        expect(code).toBe(0);
        break;
      }
    }
    expect(deaths).toBeGreaterThanOrEqual(50);
    const outcome = await readOutcome(file);
    expect(outcome.tasks).toEqual(expected.tasks);
    expect(outcome.perFlow).toEqual(expected.perFlow);
    expect(outcome).toEqual(expected);
    expect(expected.tasks.length).toBeGreaterThan(500);
    expect(new Set(expected.tasks.map((t) => t.state))).toEqual(
      new Set(["open", "done", "skipped", "expired", "withdrawn"]),
    );
  });
});
