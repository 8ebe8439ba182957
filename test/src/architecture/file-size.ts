import { isTestOnly, type SourceFile, type Violation } from "./source-file.js";

/** Beyond this a file has more than one purpose. Fails the check; the other two are aims that are only reported. */
export const MAX_LINES = 500;
export const AIM_MEDIAN_LINES = 120;
export const AIM_P95_LINES = 350;

export function checkFileSizes(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.lines > MAX_LINES)
    .map((file) => ({
      path: file.path,
      message: `has ${file.lines} lines, more than ${MAX_LINES}: split it by purpose`,
    }));
}

/** Lines of the product's own files: median and 95th percentile. Zero files give zeros. */
export function lineFigures(files: readonly SourceFile[]): { files: number; median: number; p95: number } {
  const sorted = files.filter((file) => !isTestOnly(file.path)).map((file) => file.lines);
  sorted.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { files: sorted.length, median: at(0.5), p95: at(0.95) };
}
