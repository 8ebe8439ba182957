import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { changedSinceBuild } from "../../../editor/source-record.js";
import { filesOfFirstLoad, overweight, readManifest, totalKb } from "./load-size.js";

const DIST = fileURLToPath(new URL("../../../editor/dist/", import.meta.url));

const PAGES = [
  {
    page: "the console with its list of flows",
    html: "index.html",
    route: "src/pages/flows/flows-page.tsx",
    maxKb: 160,
  },
  { page: "the flow editor", html: "index.html", route: "src/console/flow-page.tsx", maxKb: 260 },
  { page: "the advisor's list", html: "advisor.html", route: undefined, maxKb: 95 },
];

describe("the built pages", () => {
  it("are built from the sources as they are now", () => {
    const changed = changedSinceBuild(DIST);
    if (changed === undefined) expect.fail("the console is not built: run `npm run build`, then the tests again");
    const some = changed.slice(0, 5).join(", ");
    const advice = `the built console is older than its sources (${some}): run \`npm run build\`, then the tests again`;
    expect(changed.length, advice).toBe(0);
  });

  it.each(PAGES)("$page shows after at most $maxKb kB of gzip", ({ page, html, route, maxKb }) => {
    const files = filesOfFirstLoad(DIST, readManifest(DIST), html, route);
    expect(totalKb(files)).toBeGreaterThan(20); // an empty list would always pass
    expect(overweight(page, files, maxKb)).toBeUndefined();
  });
});

describe("a page that has become too heavy", () => {
  it("is told with every file it loads, the largest first", () => {
    const files = [
      { file: "assets/flow-page.js", gzipBytes: 163_500 },
      { file: "assets/console.js", gzipBytes: 30_700 },
    ];
    expect(overweight("the flow editor", files, 190)).toBe(
      "the flow editor loads 194.2 kB of gzip before it shows; 190 are allowed:\n" +
        "   163.5 kB  assets/flow-page.js\n" +
        "    30.7 kB  assets/console.js",
    );
    expect(overweight("the flow editor", files, 195)).toBeUndefined();
  });
});
