import type { ExitCode } from "./exit-codes.js";

/** A command ends here, with one clear line (none when everything was said already). */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  constructor(
    readonly exit: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
