#!/usr/bin/env node
// Thin on purpose: the command line is built from src/cli. `main(args)` resolves to the exit code.
import { existsSync } from "node:fs";

const entry = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(entry)) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write("sopflow is not built yet: run `npm run build` in the clone first.\n");
  process.exitCode = 3;
}
