import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { newId } from "../access/tokens.js";
import { ApiError } from "../errors/api-error.js";

/** WeCom takes attachments up to 10 MB (media/upload_attachment). */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** What may be kept, by media type. Nothing that a browser would run. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
};
const TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(EXTENSIONS).map(([type, extension]) => [extension, type]),
);

export const FILE_TYPES: readonly string[] = Object.keys(EXTENSIONS);

/** Files of the library, in a folder beside the data. A file is named after its content: the same one is kept once. */
export function createFiles(folder: string) {
  return {
    /** Gives the file's name, for its address. */
    async keep(type: string, bytes: Buffer): Promise<string> {
      const extension = EXTENSIONS[type];
      if (extension === undefined) throw ApiError.of("file.type_unknown", { type });
      if (bytes.length === 0) throw ApiError.of("file.empty");
      const name = `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.${extension}`;
      await mkdir(folder, { recursive: true });
      // Whole or not at all: a half-written file must never be found under its name.
      const draft = join(folder, `${newId()}.part`);
      await writeFile(draft, bytes, { flush: true });
      await rename(draft, join(folder, name));
      return name;
    },

    async open(name: string): Promise<{ type: string; bytes: number; stream: Readable }> {
      const path = join(folder, name);
      const type = TYPES[name.slice(name.indexOf(".") + 1)];
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile() || type === undefined) throw ApiError.of("file.not_found");
      return { type, bytes: found.size, stream: createReadStream(path) };
    },
  };
}

export type Files = ReturnType<typeof createFiles>;
