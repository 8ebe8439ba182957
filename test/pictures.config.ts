import { defineConfig } from "vitest/config";
import tests from "./vitest.config.js";

// Pictures of every page, by `npm run screenshots`. They are for people to look at: nothing is compared.
export default defineConfig({
  ...tests,
  test: { ...tests.test, testTimeout: 120_000, include: ["test/src/browser/pages/*.screens.ts"] },
});
