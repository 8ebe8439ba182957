import { posix } from "node:path";

/** Turns a relative specifier into candidate source paths: NodeNext writes `.js` where the file is `.ts`. */
export function resolveRelative(fromPath: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return posix.join(posix.dirname(fromPath), specifier).replace(/\.js$/, "");
}

/** The known file that a relative specifier names, if any. */
export function findTarget(fromPath: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const base = resolveRelative(fromPath, specifier);
  if (base === undefined) return undefined;
  return [`${base}.ts`, `${base}.tsx`, base].find((path) => known.has(path));
}
