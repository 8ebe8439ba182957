import { appendFileSync } from "node:fs";
import { describe, it } from "vitest";

/**
 * Stands in for a suite that cannot run on this machine: shows as skipped, and `npm test` names it with its reason at
 * the end. Where CI is set such a run fails. Call it at the top level of a test file, in place of `describe`.
 */
export function skipSuite(name: string, reason: string): void {
  describe.skip(name, () => {
    it(reason, () => {});
  });
  const file = process.env.SOPFLOW_SKIPS;
  if (file) appendFileSync(file, `${JSON.stringify({ name, reason })}\n`);
}
