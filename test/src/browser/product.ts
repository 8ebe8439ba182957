import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Running, startSopflow } from "../cli/spawn-sopflow.js";
import { type CallApi, callerWith, openApi } from "./call-api.js";

export type Role = "administrator" | "lead" | "viewer";

export interface ProductOptions {
  /** Begin with the demo brand (takes seconds) instead of an empty one. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real product: the built `sopflow serve` as a process of its own, on a free port of 127.0.0.1, with its own data. */
export interface Product {
  readonly url: string;
  /** Calls as a machine with a key that may do everything. Throws when the answer is an error. */
  readonly api: CallApi;
  /** That key. */
  readonly key: string;
  /** An address that signs a person in, once. */
  linkFor(role: Role, userId?: string): Promise<string>;
  /** The same for an advisor, who opens the phone list. The advisor has to exist. */
  advisorLink(advisorId: string): Promise<string>;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** Starts the product and gives the administrator's first link away for a key. */
export async function startProduct({ demo = false, env = {} }: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-browser-"));
  const serve = (port: string): Running =>
    startSopflow(["serve"], {
      SOPFLOW_DATA: join(folder, "data"),
      SOPFLOW_HOST: "127.0.0.1",
      SOPFLOW_PORT: port,
      SOPFLOW_DEMO: demo ? "1" : "0",
      SOPFLOW_DEMO_STREAM: "0",
      SOPFLOW_LOG: "error",
      ...env,
    });
  let running = serve("0");
  const kill = async () => {
    running.child.kill("SIGKILL");
    await running.ended;
  };
  const close = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const line = await running.line;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    const link = /[?&]link=([\w-]+)/.exec(line)?.[1];
    if (!url || !link) throw new Error(`serve printed no address with a link: ${line}`);
    const key = await openApi(url, link);
    const api = callerWith(url, key);
    const makeLink = async (body: object) => {
      const made = await api<{ path: string }>("POST", "/v1/sign-in-links", body);
      return `${url}${made.path}`;
    };
    return {
      url,
      api,
      key,
      linkFor: (role, userId = role) => makeLink({ role, userId }),
      advisorLink: (advisorId) => makeLink({ role: "advisor", advisorId }),
      kill,
      async start() {
        running = serve(new URL(url).port);
        await running.line;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
