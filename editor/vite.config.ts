import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { precompress } from "./precompress.js";
import { sourceRecord } from "./source-record.js";

const BASE =
  /node_modules\/(react|react-dom|scheduler)\/|editor\/src\/(session\/(?!sign|wecom)|time\/(moment-words|brand-time|use-now)|api\/(api-|fetch-cache|use-fetched|error-shape|session-calls|brand-calls|customer-calls|task-calls)|ui\/(base|tokens|button|badge|class-names|failure-notice|field|notice|toast)|i18n\/(locale|texts|ui-texts))/;

/**
 * Two entries: the console, and the advisor's list, which loads nothing of the canvas. Their neighbours are bundled from
 * their sources, so that no other package need be built first.
 */
export default defineConfig({
  plugins: [react(), precompress(), sourceRecord()],
  resolve: { conditions: ["@sopflow/source", ...defaultClientConditions] },
  build: {
    outDir: "dist",
    // Read by the test of sizes.
    manifest: true,
    target: "es2022",
    sourcemap: false,
    // Inlined as data, an asset would not be under the pages' Content-Security-Policy.
    assetsInlineLimit: 0,
    // What the target includes knows how to preload modules.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { console: "index.html", advisor: "advisor.html" },
      // What both pages begin with is one file: a dozen small ones would weigh a tenth more.
      output: { codeSplitting: { groups: [{ name: "base", test: BASE }] } },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": "http://127.0.0.1:4870" } },
});
