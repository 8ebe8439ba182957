import { defineConfig } from "vitest/config";
import { LongFirst } from "./src/long-first.js";

// One run for every package: unit tests stand beside their file, what crosses packages is in test/.
export default defineConfig({
  resolve: { conditions: ["@sopflow/source"] },
  ssr: { resolve: { conditions: ["@sopflow/source"] } },
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["{schemas,engine,api,editor}/src/**/*.test.{ts,tsx}", "test/src/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    passWithNoTests: false,
  },
});
