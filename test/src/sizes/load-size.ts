import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Manifest } from "vite";

/** One file as it comes over the wire. */
export interface LoadedFile {
  readonly file: string;
  readonly gzipBytes: number;
}

/** Which chunks the build made, and what each of them needs. */
export const readManifest = (dist: string): Manifest =>
  JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Manifest; // written by the same Vite

/**
 * Everything a browser has to load before a page shows: the HTML, the entry's script, the lazy chunk of the route, what
 * they import, and the styles of all of them; the largest first. Workers and what a page asks for later are not in it.
 */
export function filesOfFirstLoad(dist: string, manifest: Manifest, html: string, route?: string): LoadedFile[] {
  const files = new Set([html]);
  const seen = new Set<string>();
  const waiting = route === undefined ? [html] : [html, route];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}: has it moved? Name its new place in this test.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    waiting.push(...(chunk.imports ?? []));
  }
  return [...files]
    .map((file) => ({ file, gzipBytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }))
    .sort((a, b) => b.gzipBytes - a.gzipBytes);
}

/** What is wrong when these files weigh more than `maxKb` (1 kB = 1000 bytes, gzip); undefined when they do not. */
export function overweight(page: string, files: readonly LoadedFile[], maxKb: number): string | undefined {
  const total = totalKb(files);
  if (total <= maxKb) return undefined;
  const list = files.map(({ file, gzipBytes }) => `  ${kb(gzipBytes).padStart(6)} kB  ${file}`);
  return [`${page} loads ${total.toFixed(1)} kB of gzip before it shows; ${maxKb} are allowed:`, ...list].join("\n");
}

export const totalKb = (files: readonly LoadedFile[]): number =>
  files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;

const kb = (bytes: number): string => (bytes / 1000).toFixed(1);
