import { InvalidArgumentError } from "commander";
import { type Config, readConfig } from "../config.js";
import { runServer } from "../serve/run-server.js";
import type { AddCommand } from "./program.js";
import { type Progress, startProgress } from "./progress.js";

interface ServeFlags {
  readonly host?: string;
  readonly port?: number;
  readonly data?: string;
  readonly demo: boolean;
  readonly newLink?: boolean;
  readonly demoWecom?: number | "off";
}

/** `sopflow serve` */
export const addServe: AddCommand = (program, io) => {
  program
    .command("serve")
    .description(
      "run the engine and its HTTP interface; the first start invents a demo brand and prints a sign-in link",
    )
    .option("--host <address>", "address to listen on (SOPFLOW_HOST, 127.0.0.1)")
    .option("--port <number>", "port, 0 for any free one (SOPFLOW_PORT, 4870)", port)
    .option("--data <folder>", "data folder (SOPFLOW_DATA, ./.data)")
    .option("--no-demo", "start empty (SOPFLOW_DEMO=0)")
    .option("--new-link", "print a new one-time sign-in link for the administrator")
    .option("--demo-wecom <port>", "port of the demo's simulated WeCom, or off (SOPFLOW_DEMO_WECOM, 4880)", portOrOff)
    .action(async (flags: ServeFlags) => {
      const config = withFlags(readConfig(io.env), flags);
      let progress: Progress | undefined;
      await runServer({
        config,
        newLink: flags.newLink === true,
        signal: io.signal,
        logLine: (line) => io.err(line),
        onSeeding(done, total) {
          progress ??= startProgress(io, "demo brand");
          progress.at(done, total);
          if (done === total) progress.end();
        },
        onListening: ({ url, link, wecomUrl }) => {
          io.out(
            link === undefined
              ? `sopflow listens on ${url}`
              : `sopflow listens on ${url} - sign in once: ${url}${link}`,
          );
          // For who watches; programs read the one line above.
          if (io.isTerminal) for (const line of hints(url, link !== undefined, wecomUrl)) io.err(line);
        },
      });
    });
};

const hints = (url: string, hasLink: boolean, wecomUrl: string | undefined): string[] => [
  "",
  hasLink
    ? "  Open the link in a browser to sign in. It works once, within 24 hours; the browser stays signed in."
    : `  Open ${url} where you are signed in; \`npm start -- --new-link\` prints a new sign-in link.`,
  `  Advisors' list for the phone: ${url}/advisor`,
  ...(wecomUrl === undefined
    ? []
    : [`  The demo's WeCom, simulated: ${wecomUrl} - scan a code as a customer, and see the advisor's card come.`]),
  "  Stop with Ctrl+C. What was done is kept for the next start.",
  "",
];

const withFlags = (config: Config, { host, port, data, demo, demoWecom }: ServeFlags): Config => ({
  ...config,
  ...(host !== undefined && { host }),
  ...(port !== undefined && { port }),
  ...(data !== undefined && { dataFolder: data }),
  ...(demoWecom !== undefined && { demoWecomPort: demoWecom === "off" ? undefined : demoWecom }),
  demo: config.demo && demo,
});

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError("use a port, 0-65535.");
  return value;
}

const portOrOff = (text: string): number | "off" => (text === "off" ? text : port(text));
