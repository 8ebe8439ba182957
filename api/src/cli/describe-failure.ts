import { DataFolderError, InputFileError, NewerDataError, StoreBusyError } from "@sopflow/engine";
import { errorText, type Text } from "@sopflow/schemas";
import { ConfigError } from "../config.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT, type ExitCode } from "./exit-codes.js";

/** One line for people who read either language. */
export const bothLanguages = ({ zh, en }: Text): string => `${en} / ${zh}`;

/** Exit code and one clear line for whatever ended a command. */
export function describeFailure(error: unknown): { exit: ExitCode; line: string } {
  if (error instanceof CommandFailure) return { exit: error.exit, line: error.message };
  if (error instanceof ConfigError) return { exit: EXIT.usage, line: `wrong setting: ${error.message}` };
  if (error instanceof InputFileError) return { exit: EXIT.badInput, line: bothLanguages(error.text) };
  if (error instanceof NewerDataError || error instanceof StoreBusyError || error instanceof DataFolderError) {
    return { exit: EXIT.failure, line: oneLine(error.message) };
  }
  if (isAbort(error)) return { exit: EXIT.failure, line: "stopped" };
  const { code, path, port, syscall, message } = systemError(error);
  if (code === "EADDRINUSE") {
    return { exit: EXIT.failure, line: bothLanguages(errorText("server.port_in_use", { port })) };
  }
  if (code === "EACCES" && syscall === "listen") {
    return {
      exit: EXIT.failure,
      line: `this user may not listen there: choose a port from 1024 up (${oneLine(message)})`,
    };
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return { exit: EXIT.failure, line: bothLanguages(errorText("data.not_writable", { path: path ?? message })) };
  }
  return { exit: EXIT.failure, line: oneLine(message) };
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, " ").trim();

const isAbort = (error: unknown) => error instanceof Error && error.name === "AbortError";

interface SystemErrorParts {
  readonly code?: string;
  readonly path?: string;
  readonly syscall?: string;
  readonly port: string;
  readonly message: string;
}

function systemError(error: unknown): SystemErrorParts {
  if (!(error instanceof Error)) return { message: String(error), port: "" };
  const text = (key: string) => {
    const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const code = text("code");
  const path = text("path");
  const syscall = text("syscall");
  return {
    message: error.message,
    port: text("port") ?? "",
    ...(code !== undefined && { code }),
    ...(path !== undefined && { path }),
    ...(syscall !== undefined && { syscall }),
  };
}
