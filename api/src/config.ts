import { readFileSync } from "node:fs";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(1);
/** `0`, `false` and `no` switch off. */
const onOff = z.string().transform((text) => !["0", "false", "no", ""].includes(text.toLowerCase()));

const STORES = "sqlite, or mongodb://host/database";
const isStore = (text: string) => text === "sqlite" || /^mongodb(\+srv)?:\/\/./.test(text);

const environmentSchema = z.object({
  SOPFLOW_HOST: z.string().min(1).default("127.0.0.1"),
  SOPFLOW_PORT: port.default(4870),
  /** Data folder. */
  SOPFLOW_DATA: z.string().min(1).default("./.data"),
  /** Whether a first start invents a demo brand. */
  SOPFLOW_DEMO: onOff.default(true),
  /** Whether a demo brand goes on living: made-up events arrive all the time. */
  SOPFLOW_DEMO_STREAM: onOff.default(true),
  /** Port of the demo's simulated WeCom, beside the product's; 0 = any free one, "off" = none. */
  SOPFLOW_DEMO_WECOM: z.union([z.literal("off"), port]).default(4880),
  /** Where the data lies: in the data folder, or in the database of that address. */
  SOPFLOW_STORE: z.string().refine(isStore, STORES).default("sqlite"),
  /** A file that holds the address, so that its password stands in no environment. */
  SOPFLOW_STORE_FILE: z.string().optional(),
  SOPFLOW_LOG: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("warn"),
  /** Requests a minute for one key or session, and for one address without either. */
  SOPFLOW_RATE_LIMIT: count.default(6_000),
  SOPFLOW_RATE_LIMIT_ANONYMOUS: count.default(300),
  /** A proxy in front is trusted to say the client's address and protocol. */
  SOPFLOW_TRUST_PROXY: onOff.default(false),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Address of a MongoDB database; undefined = the embedded store in the data folder. */
  readonly mongoUrl: string | undefined;
  readonly demo: boolean;
  readonly demoStream: boolean;
  /** Port of the simulated WeCom; undefined = none. */
  readonly demoWecomPort: number | undefined;
  readonly logLevel: z.infer<typeof environmentSchema>["SOPFLOW_LOG"];
  readonly rateLimit: number;
  readonly rateLimitAnonymous: number;
  readonly trustProxy: boolean;
}

/** The environment says something that is not possible. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Address of the database, from the environment or from the file that it names. */
function mongoUrlOf(store: string, file: string | undefined): string | undefined {
  const text = file === undefined ? store : readStoreFile(file);
  return text === "sqlite" ? undefined : text;
}

function readStoreFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new ConfigError(`SOPFLOW_STORE_FILE: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isStore(text)) throw new ConfigError(`SOPFLOW_STORE_FILE: ${file} holds no address: ${STORES}`);
  return text;
}

/** Reads `SOPFLOW_…`; empty variables count as not set. Throws `ConfigError` that names every wrong one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const read = environmentSchema.safeParse(set);
  if (!read.success) {
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const { data } = read;
  return {
    host: data.SOPFLOW_HOST,
    port: data.SOPFLOW_PORT,
    dataFolder: data.SOPFLOW_DATA,
    mongoUrl: mongoUrlOf(data.SOPFLOW_STORE, data.SOPFLOW_STORE_FILE),
    demo: data.SOPFLOW_DEMO,
    demoStream: data.SOPFLOW_DEMO_STREAM,
    demoWecomPort: data.SOPFLOW_DEMO_WECOM === "off" ? undefined : data.SOPFLOW_DEMO_WECOM,
    logLevel: data.SOPFLOW_LOG,
    rateLimit: data.SOPFLOW_RATE_LIMIT,
    rateLimitAnonymous: data.SOPFLOW_RATE_LIMIT_ANONYMOUS,
    trustProxy: data.SOPFLOW_TRUST_PROXY,
  };
}
