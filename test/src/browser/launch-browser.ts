import { type Browser, chromium } from "playwright-core";
import { prepareBrowserFiles } from "./browser-files.js";

/**
 * Starts a headless Chromium on a bare machine (see `prepareBrowserFiles`). Rejects with one line that says why there is
 * none.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await prepareBrowserFiles();
  try {
    return await chromium.launch({
      executablePath,
      // Pages are ours and on 127.0.0.1; as root, as in a container, the sandbox is refused.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"],
      env: { ...definedOf(process.env), ...env },
    });
  } catch (error) {
    const line = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    throw new Error(`no browser (${executablePath}): ${line}; SOPFLOW_CHROMIUM names another one`);
  }
}

const definedOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
