import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

/** The console. Its neighbours are bundled from their sources, so that no other package need be built first. */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["@sopflow/source", ...defaultClientConditions] },
  build: { outDir: "dist", target: "es2022", sourcemap: false },
  worker: { format: "es" },
});
