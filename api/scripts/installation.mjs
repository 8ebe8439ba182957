import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./run-quietly.mjs";
import { StageFailure } from "./stage.mjs";

const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|EIDLETIMEOUT|E50[234]|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)\b/;

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
};

/** Binaries of other systems are in the lock file and never on the disk. */
const maybeAbsent = (entry) => entry.optional === true || entry.devOptional === true;

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it installed in
 * node_modules/.package-lock.json, and does so last: after an interrupted install the note is missing.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes("node_modules/")) continue;
    const found = present[path];
    if (found === undefined ? !maybeAbsent(entry) : found.version !== entry.version) return false;
  }
  return Object.keys(present).every((path) => !path.includes("node_modules/") || path in wanted);
}

/**
 * Installs exactly what the lock file names. Throws `StageFailure` with one line saying what to do when no registry
 * answers.
 *
 * @param {string} root
 */
export async function install(root) {
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retry-mintimeout=2000"];
  const npm = process.env.npm_execpath;
  const ran = npm?.endsWith(".js")
    ? await runQuietly(process.execPath, [npm, ...args], { cwd: root })
    : await runQuietly("npm", args, { cwd: root });
  if (ran.code === 0) return;
  if (UNREACHABLE.test(ran.output)) {
    throw new StageFailure(
      "Cannot reach the npm registry: check the network or the proxy, or name a mirror with" +
        " `npm config set registry <address>`, then run this command again.",
    );
  }
  throw new StageFailure("npm ci failed.", ran.output);
}
