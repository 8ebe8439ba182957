import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface MongoServer {
  /** Which one it is: what a failure, or a measurement, is about. */
  readonly kind: "given" | "mongod" | "FerretDB v1";
  /** Address of a database of that name. */
  database(name: string): string;
  /** Kills it and starts it again on the same data, maybe at another address. Absent where it is not ours to kill. */
  readonly restart?: () => Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real server that speaks MongoDB's protocol: the one that `SOPFLOW_TEST_MONGODB` names, else a `mongod` on the path,
 * else FerretDB v1, built by Go. The reason as text when there is none.
 */
export async function startMongoServer(): Promise<MongoServer | string> {
  const given = process.env.SOPFLOW_TEST_MONGODB;
  if (given) return { kind: "given", database: (name) => withDatabase(given, name), stop: async () => {} };
  return (await startMongod()) ?? (await startFerret());
}

async function startMongod(): Promise<MongoServer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-mongod-"));
  const port = await freePort();
  const start = async () => {
    const child = spawn("mongod", ["--dbpath", folder, "--port", String(port), "--bind_ip", "127.0.0.1"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const isThere = await Promise.race([
      once(child, "spawn").then(() => true),
      once(child, "error").then(() => false),
    ]).catch(() => false);
    // The driver itself waits until it answers.
    return isThere ? { child, address: `mongodb://127.0.0.1:${port}/`, end: () => child.kill("SIGTERM") } : undefined;
  };
  const first = await start();
  if (first) return serverOf("mongod", folder, first, async () => (await start()) ?? first);
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

async function startFerret(): Promise<MongoServer | string> {
  const script = fileURLToPath(new URL("../../scripts/build-ferretdb.mjs", import.meta.url));
  let binary: string;
  try {
    binary = (await promisify(execFile)(process.execPath, [script])).stdout.trim();
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    return `no SOPFLOW_TEST_MONGODB, no mongod on the path, and ${said.trim()}`;
  }
  const folder = mkdtempSync(join(tmpdir(), "sopflow-ferretdb-"));
  const start = async () => {
    // Its standard input ends with this process, and it with its standard input.
    const child = spawn(binary, [folder], { stdio: ["pipe", "pipe", "inherit"], cwd: folder });
    const address = await Promise.race([
      once(createInterface(child.stdout), "line").then(([line]) => String(line)),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`FerretDB ended with ${code}`))),
    ]);
    return { child, address, end: () => child.stdin.end() };
  };
  return serverOf("FerretDB v1", folder, await start(), start);
}

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  /** Asks it to end. */
  readonly end: () => void;
}

function serverOf(
  kind: MongoServer["kind"],
  folder: string,
  first: Started,
  startAgain: () => Promise<Started>,
): MongoServer {
  let { child, address, end } = first;
  const ended = (how: () => void) => {
    const gone = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
    how();
    return gone;
  };
  return {
    kind,
    database: (name) => withDatabase(address, name),
    async restart() {
      await ended(() => child.kill("SIGKILL"));
      ({ child, address, end } = await startAgain());
    },
    async stop() {
      await ended(end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const withDatabase = (address: string, name: string): string =>
  address.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/, `$1/${name}$2`);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
