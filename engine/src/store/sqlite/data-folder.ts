import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DataFolderError } from "../errors.js";

/** Makes the folder of `file` if need be, and sees that both can be written. Throws `DataFolderError`. */
export function prepareDataFolder(file: string): void {
  const folder = dirname(file);
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new DataFolderError(
      `the data folder ${folder} cannot be written (${codeOf(error)}): give this user write permission, or name another data folder`,
      { cause: error },
    );
  }
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw new DataFolderError(
      `the data file ${file} cannot be written (${codeOf(error)}): give this user write permission, or name another data folder`,
      { cause: error },
    );
  }
}

/** Step by step: Node 20's `recursive` never returns where the system answers ENOENT to a plain mkdir (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error; // somebody else was quicker
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
