import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unpackWoff } from "./unpack-woff.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
/** The package's folder; its own package.json is not among its exports. */
const CHROMIUM = join(dirname(require.resolve("@sparticuz/chromium")), "..", "..");
const FONT = dirname(require.resolve("@fontsource/noto-sans-sc/package.json"));
const FONT_WEIGHTS = [400, 700];

/** What starts a browser. */
export interface BrowserFiles {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser and the fonts of the development dependencies, unpacked once beside the packages. Needs nothing of the
 * system but its C library: no font, no NSS. `SOPFLOW_CHROMIUM` names another browser; it gets the same fonts.
 * Rejects where the package's browser cannot run (it is for Linux on x64).
 */
export async function prepareBrowserFiles(env: NodeJS.ProcessEnv = process.env): Promise<BrowserFiles> {
  if (!env.SOPFLOW_CHROMIUM && (process.platform !== "linux" || process.arch !== "x64")) {
    throw new Error("the browser among the development dependencies is for Linux on x64: name one in SOPFLOW_CHROMIUM");
  }
  const folder = await unpackedFolder();
  const fonts = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  if (env.SOPFLOW_CHROMIUM) return { executablePath: env.SOPFLOW_CHROMIUM, env: fonts };
  const executablePath = join(folder, "chromium");
  const libraries = join(folder, "al2023", "lib");
  // The system's own libraries where it has them: those of the package are older.
  const isComplete = await hasEveryLibrary(executablePath);
  return { executablePath, env: { ...fonts, ...(!isComplete && { LD_LIBRARY_PATH: libraries }) } };
}

/** Unpacks under another name and renames, so that two test files that begin at once do not meet half a browser. */
async function unpackedFolder(): Promise<string> {
  const parent = join(dirname(dirname(CHROMIUM)), ".cache", "sopflow-browser");
  const folder = join(parent, `${versionOf(CHROMIUM)}-${versionOf(FONT)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  const staging = mkdtempSync(join(parent, "unpacking-"));
  try {
    await unpackChromium(staging);
    unpackFonts(staging, folder);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another test file was faster
  }
  return folder;
}

/** The package unpacks into the temporary folder, and its libraries only where it believes to be in a cloud function. */
async function unpackChromium(folder: string): Promise<void> {
  const entry = JSON.stringify(require.resolve("@sparticuz/chromium"));
  const program = `require(${entry}).executablePath()`;
  await run(process.execPath, ["--eval", program], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
  });
  if (!existsSync(join(folder, "chromium"))) throw new Error("@sparticuz/chromium unpacked no browser");
}

/** Noto Sans SC for everything: pages look the same on every machine, and Chinese needs no package of the system. */
function unpackFonts(staging: string, folder: string): void {
  mkdirSync(join(staging, "noto"));
  for (const file of readdirSync(join(FONT, "files"))) {
    if (!FONT_WEIGHTS.some((weight) => file.endsWith(`-${weight}-normal.woff`))) continue;
    const font = unpackWoff(readFileSync(join(FONT, "files", file)));
    writeFileSync(join(staging, "noto", file.replace(/woff$/, "ttf")), font);
  }
  const config = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "noto")}</dir>
  <cachedir>${join(folder, "font-cache")}</cachedir>
</fontconfig>
`;
  writeFileSync(join(staging, "fonts.conf"), config);
}

async function hasEveryLibrary(executable: string): Promise<boolean> {
  const { stdout } = await run("ldd", [executable]).catch(() => ({ stdout: "not found" }));
  return !stdout.includes("not found");
}

const versionOf = (folder: string): string =>
  /"version":\s*"([^"]+)"/.exec(readFileSync(join(folder, "package.json"), "utf8"))?.[1] ?? "unknown";
