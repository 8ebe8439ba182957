import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

/**
 * Vitest reporter beside the default one. Listed first, and synchronous, so that what was skipped is named before the
 * default reporter prints its closing counts. Writes the true totals to the file named in SOPFLOW_COUNTS.
 */
export default class CountsReporter {
  /** @param {import("vitest/node").Vitest} vitest */
  onInit(vitest) {
    this.root = vitest.config.root;
  }

  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const skips = readSkips();
    const unnamed = [];
    for (const module of modules) {
      const failedBefore = counts.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test that never ended (its worker died) is not one that was skipped.
        counts[state === "pending" ? "failed" : state] += 1;
        if (state === "skipped" && !skips.some(({ name }) => test.fullName.startsWith(name))) {
          unnamed.push({
            name: `${relative(this.root, module.moduleId)} > ${test.fullName}`,
            reason: "no reason given",
          });
        }
      }
      // A file that does not load has no tests; it would vanish from the totals.
      if (module.state() === "failed" && counts.failed === failedBefore) counts.failed += 1;
    }
    if (unhandledErrors.length > 0 && counts.failed === 0) counts.failed = unhandledErrors.length;
    const skipped = [...skips, ...unnamed];
    for (const { name, reason } of skipped) console.log(`Skipped: ${name} (${reason})`);
    if (process.env.SOPFLOW_COUNTS) {
      writeFileSync(process.env.SOPFLOW_COUNTS, JSON.stringify({ ...counts, named: skipped.length }));
    }
  }
}

/** What tests announced through test/src/skips.ts: one JSON object a line. */
function readSkips() {
  const path = process.env.SOPFLOW_SKIPS;
  if (!path || !existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
