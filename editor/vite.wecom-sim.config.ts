import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { precompress } from "./precompress.js";

/**
 * The page of the simulated WeCom, in a build of its own: shared pieces would be cut out of the product's pages, and the
 * advisor's list has no byte to spare.
 */
export default defineConfig({
  plugins: [react(), precompress()],
  resolve: { conditions: ["@sopflow/source", ...defaultClientConditions] },
  publicDir: false,
  build: {
    outDir: "dist/wecom-sim",
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: "wecom-sim.html" },
  },
});
