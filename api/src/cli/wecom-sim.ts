import { createDemoSim, DEMO_SIM } from "@sopflow/engine";
import { InvalidArgumentError } from "commander";
import { SIM_PAGE_FOLDER } from "../wecom-sim/page-files.js";
import { createSimClock } from "../wecom-sim/sim-clock.js";
import { startSimServer } from "../wecom-sim/sim-server.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import { portNumber } from "./option-parsers.js";
import type { AddCommand } from "./program.js";

interface WecomSimFlags {
  readonly host: string;
  readonly port: number;
  readonly callback?: string;
  readonly product?: string;
  readonly productKey?: string;
  readonly sideBar?: string;
  readonly seed: string;
}

/** `sopflow wecom-sim` */
export const addWecomSim: AddCommand = (program, io) => {
  program
    .command("wecom-sim")
    .description("simulate WeCom: its interface, callbacks, limits and errors, and a page to play customer and advisor")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port, 0 for any free one", portNumber, 4880)
    .option("--callback <url>", "where the demo app receives callbacks", httpUrl)
    .option("--product <url>", "the product that the page's shop posts orders to", httpUrl)
    .option("--product-key <key>", "API key for it, with the scope intake (SOPFLOW_SIM_PRODUCT_KEY)")
    .option("--side-bar <url>", "page of the product that the advisor's side bar shows", httpUrl)
    .option("--seed <text>", "the same seed gives the same ids and faults", "demo")
    .addHelpText(
      "after",
      `\nThe demo corp: corpid ${DEMO_SIM.corpid}, agentid ${DEMO_SIM.agentid}, secret ${DEMO_SIM.secret},` +
        `\ncallback token ${DEMO_SIM.token}, EncodingAESKey ${DEMO_SIM.encodingAesKey}.`,
    )
    .action(async (flags: WecomSimFlags) => {
      const { host, port, callback, product, sideBar, seed } = flags;
      const key = flags.productKey ?? io.env.SOPFLOW_SIM_PRODUCT_KEY;
      if (product !== undefined && !key) {
        throw new CommandFailure(EXIT.usage, "--product needs --product-key: make one in the console under Settings");
      }
      const clock = createSimClock(Date.now);
      const sim = createDemoSim({ seed, callbackUrl: callback }, clock.now());
      const server = await startSimServer({
        sim,
        clock,
        host,
        port,
        pageFolder: SIM_PAGE_FOLDER,
        ...(product !== undefined && key && { shop: { url: product, key } }),
        ...(sideBar !== undefined && { sideBarUrl: sideBar }),
      });
      try {
        io.out(`WeCom is simulated on ${server.url} - open it to play customer and advisor`);
        await new Promise<void>((resolve) => {
          if (io.signal.aborted) resolve();
          else io.signal.addEventListener("abort", () => resolve(), { once: true });
        });
      } finally {
        await server.close();
      }
    });
};

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("use an address that begins with http:// or https://.");
  }
  return text;
}
