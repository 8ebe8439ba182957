import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { errorText, type Text } from "@sopflow/schemas";
import { CommandFailure } from "./command-failure.js";
import { bothLanguages } from "./describe-failure.js";
import { EXIT } from "./exit-codes.js";
import type { Io } from "./io.js";

/** The text of a file, or of standard input for `-`. A file that cannot be read is bad input. */
export async function readInput(file: string, io: Io): Promise<string> {
  if (file === "-") return (await io.readStdin()).replace(/^\uFEFF/, "");
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Says so when a file cannot be read, before anything else is done. */
export async function requireReadable(file: string): Promise<void> {
  try {
    const handle = await open(file);
    const info = await handle.stat();
    await handle.close();
    if (info.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The bytes of a file, in pieces; looked at now, so that a missing file is told before anything else is done. */
export async function openInput(file: string): Promise<AsyncIterable<Uint8Array | string>> {
  await requireReadable(file);
  return pieces(file);
}

/** Opens the file only when it is read: what is never read leaves nothing open. */
async function* pieces(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file, { highWaterMark: 1 << 18 });
}

const REASONS: Readonly<Record<string, Text>> = {
  ENOENT: { zh: "没有这个文件", en: "there is no such file" },
  EISDIR: { zh: "这是一个文件夹", en: "it is a folder" },
  EACCES: { zh: "没有读取权限", en: "this user may not read it" },
};

function unreadable(file: string, error: unknown): CommandFailure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const problem = REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
  const text = errorText("import.unreadable", { file, problem });
  return new CommandFailure(EXIT.badInput, bothLanguages(text), { cause: error });
}
