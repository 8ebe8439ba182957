import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What the pages are built from. Keep `inputs` of the build in turbo.json in step with it. */
const FOLDERS = ["editor/src", "editor/public", "engine/src/core", "schemas/src"];
const BESIDE = /\.(?:html|ts)$/;
const TEST_ONLY = /\.(?:test|testkit)\.tsx?$/;
const RECORD = ".vite/sources.json";

/** Path in the repository → hash of the content. Dates would not do: a checkout and a build cache set them anew. */
export type SourceRecord = Readonly<Record<string, string>>;

/** Leaves beside the built pages what they were built from, so that a test can tell whether they are up to date. */
export const sourceRecord = (): Plugin => {
  // As of the start: what is edited while the build runs may not be in it.
  let atStart: SourceRecord = {};
  return {
    name: "source-record",
    apply: "build",
    buildStart() {
      atStart = hashSources();
    },
    writeBundle({ dir = "dist" }) {
      const file = join(dir, RECORD);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(atStart));
    },
  };
};

/** Sources that are not as they were at the build; undefined when there is no build. */
export function changedSinceBuild(dist: string): string[] | undefined {
  const built = readRecord(join(dist, RECORD));
  if (built === undefined) return undefined;
  const now = hashSources();
  return Object.keys({ ...built, ...now }).filter((path) => built[path] !== now[path]);
}

function readRecord(file: string): SourceRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as SourceRecord; // written above
  } catch {
    return undefined;
  }
}

const hashSources = (): SourceRecord =>
  Object.fromEntries(
    [...FOLDERS.flatMap((path) => listFiles(join(ROOT, path))), ...listBeside()].map((file) => [
      relative(ROOT, file).split(sep).join("/"),
      createHash("sha256").update(readFileSync(file)).digest("base64url").slice(0, 22),
    ]),
  );

/** The pages' HTML, and what configures the build. */
const listBeside = (): string[] =>
  readdirSync(join(ROOT, "editor"))
    .filter((name) => BESIDE.test(name))
    .map((name) => join(ROOT, "editor", name));

function listFiles(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !TEST_ONLY.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
