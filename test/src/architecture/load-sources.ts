import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSource, type SourceFile } from "./source-file.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PACKAGES = ["schemas", "engine", "api", "editor", "test"] as const;

/** Every TypeScript file under `<package>/src`, parsed, in order of path. */
export function loadSources(): SourceFile[] {
  return PACKAGES.map((name) => `${name}/src`)
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap(listTypeScript)
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), "utf8")));
}

function listTypeScript(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listTypeScript(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
