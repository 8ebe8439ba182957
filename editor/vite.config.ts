import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { precompress } from "./precompress.js";
import { sourceRecord } from "./source-record.js";

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
    rolldownOptions: { input: { console: "index.html", advisor: "advisor.html" } },
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": "http://127.0.0.1:4870" } },
});
