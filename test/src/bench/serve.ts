import { readFileSync } from "node:fs";
import { type CallApi, callerWith, openApi } from "../browser/call-api.js";
import { startSopflow } from "../cli/spawn-sopflow.js";

/** The built product as a process of its own, over a data folder that is there. */
export interface Served {
  readonly url: string;
  readonly api: CallApi;
  /** From the start of the process until `/readyz` says ready, ms. */
  readonly readyMs: number;
  /** Resident memory now, MB. */
  memoryMb(): number;
  end(): Promise<void>;
}

export async function serve(folder: string): Promise<Served> {
  const startMs = performance.now();
  const { child, line, ended } = startSopflow(["serve"], {
    SOPFLOW_DATA: folder,
    SOPFLOW_HOST: "127.0.0.1",
    SOPFLOW_PORT: "0",
    SOPFLOW_DEMO: "0",
    SOPFLOW_LOG: "error",
    SOPFLOW_RATE_LIMIT: "100000000",
    NODE_OPTIONS: "--max-semi-space-size=64", // as `npm start` and the image do
  });
  const end = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  try {
    const said = await line;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    const link = /[?&]link=([\w-]+)/.exec(said)?.[1];
    if (!url || !link) throw new Error(`serve printed no address with a link: ${said}`);
    while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 5));
    const readyMs = performance.now() - startMs;
    const memoryMb = () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1_024;
    return { url, api: callerWith(url, await openApi(url, link)), readyMs, memoryMb, end };
  } catch (error) {
    await end();
    throw error;
  }
}
