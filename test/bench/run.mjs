// `npm run bench [-- NAME...]`: builds, then runs the benches of src/bench one after another in this process. They run
// compiled, against the built packages, as the product does. NAME is a file without `bench-`: `npm run bench -- rules`.
import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { reportFailure, runStage } from "../../api/scripts/stage.mjs";
import { runTurbo } from "../../api/scripts/turbo.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = new URL("../src/bench/", import.meta.url);
const built = new URL("../dist/bench/", import.meta.url);

/** `bench-<name>.ts` exports `run()` or `bench<Name>()`; the rows it returns, if any, are printed as a table. */
const benchNames = () =>
  existsSync(sources)
    ? readdirSync(sources)
        .filter((file) => /^bench-.*\.ts$/.test(file) && !file.endsWith(".test.ts"))
        .map((file) => basename(file, ".ts").slice("bench-".length))
        .sort()
    : [];

async function runBench(name) {
  const module = await import(new URL(`bench-${name}.js`, built).href);
  const bench = module.run ?? module[`bench${name.replace(/(?:^|-)(\w)/g, (_, first) => first.toUpperCase())}`];
  if (typeof bench !== "function") throw new Error(`test/src/bench/bench-${name}.ts must export run() or bench…()`);
  console.log(`\n# ${name}`);
  const rows = await bench();
  if (Array.isArray(rows)) console.table(rows.map(roundNumbers));
}

const roundNumbers = (row) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, isFraction(value) ? Number(value.toPrecision(4)) : value]),
  );

const isFraction = (value) => typeof value === "number" && !Number.isInteger(value);

const known = benchNames();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No bench named ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}
try {
  await runStage("build", () => runTurbo(root, "build", ["--filter=@sopflow/test..."]));
  for (const name of asked.length > 0 ? asked : known) await runBench(name);
} catch (error) {
  process.exitCode = reportFailure(error);
}
