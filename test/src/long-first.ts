import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Paths of what takes longest, longest first; unit tests, which stand beside their file, are none of them. */
const LONG = ["test/src/browser/pages/", "test/src/replay/", "test/src/"];

/** Starts long files first, so that none of them is left over for one processor when everything else is done. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const path = relative(this.ctx.config.root, moduleId).replaceAll("\\", "/");
      const rank = LONG.findIndex((start) => path.startsWith(start));
      return rank === -1 ? LONG.length : rank;
    };
    // The sort is stable: within a rank the order is the one vitest gives.
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
