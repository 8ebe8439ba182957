import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Why a suite over these orders is skipped: give it to `skipSuite`. */
export const CDNOW_ABSENT =
  "no cdnow-orders.csv: name it in SOPFLOW_CDNOW, or put it in ../shared/data beside the clone";

/**
 * Where the CDNOW orders (69,659 real purchases) lie: what SOPFLOW_CDNOW names, else ../shared/data beside the clone.
 * Undefined when they are not there: the file is not part of the repository. Throws when SOPFLOW_CDNOW names no file.
 */
export function cdnowPath(): string | undefined {
  const named = process.env.SOPFLOW_CDNOW;
  if (named) {
    if (!existsSync(named)) throw new Error(`SOPFLOW_CDNOW names ${named}, which does not exist: correct or unset it.`);
    return named;
  }
  const beside = fileURLToPath(new URL("../../../shared/data/cdnow-orders.csv", import.meta.url));
  return existsSync(beside) ? beside : undefined;
}
