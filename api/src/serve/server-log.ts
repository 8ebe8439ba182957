import { Writable } from "node:stream";
import type { EngineLogger } from "@sopflow/engine";
import type { FastifyServerOptions } from "fastify";
import type { Config } from "../config.js";

/**
 * Structured logs, line by line. No bodies, no headers, no queries (sign-in links stand in them): nothing secret can slip
 * in.
 */
export function serverLogger(
  level: Config["logLevel"],
  write: (line: string) => void,
): NonNullable<FastifyServerOptions["logger"]> {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      write(String(chunk).trimEnd());
      done();
    },
  });
  return {
    level,
    stream,
    redact: { paths: ["*.headers", "*.authorization", "*.cookie", "*.secret", "*.token", "*.link"], remove: true },
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split("?", 1)[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  };
}

/** A logger that can be had before the one it writes to: the engine is made before the server that owns the log. */
export class ForwardingLog implements EngineLogger {
  #target: EngineLogger;

  constructor(first: EngineLogger) {
    this.#target = first;
  }

  forwardTo(target: EngineLogger): void {
    this.#target = target;
  }

  info(fields: object, message: string): void {
    this.#target.info(fields, message);
  }

  warn(fields: object, message: string): void {
    this.#target.warn(fields, message);
  }

  error(fields: object, message: string): void {
    this.#target.error(fields, message);
  }
}

/** Says what is worth saying before there is a server: warnings and errors, a line each. */
export const startupLog = (write: (line: string) => void): EngineLogger => ({
  info() {},
  warn: (_fields, message) => write(`sopflow: ${message}`),
  error: (_fields, message) => write(`sopflow: ${message}`),
});
