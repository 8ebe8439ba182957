import { TextDecoder } from "node:util";
import { errorText } from "@sopflow/schemas";
import { InputFileError } from "./bad-rows.js";

/** Bytes or text of a file, in pieces of any size: a read stream, or an array. */
export type TextSource = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/**
 * A file's text, piece by piece: UTF-8 (with or without BOM) and every line end as `\n`, so that lines count alike in
 * files of Windows and old Macs. Throws `InputFileError` at other encodings, rather than read wrong names.
 */
export async function* decodeText(source: TextSource): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let endsWithReturn = false;
  let first = true;
  for await (const piece of source) {
    let text = typeof piece === "string" ? piece : decode(decoder, piece);
    if (first && text !== "") {
      first = false;
      if (text.startsWith("\uFEFF")) text = text.slice(1);
    }
    if (endsWithReturn) text = `\r${text}`;
    endsWithReturn = text.endsWith("\r");
    // The other half of this line end may be in the next piece.
    if (endsWithReturn) text = text.slice(0, -1);
    if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
    if (text !== "") yield text;
  }
  const rest = decode(decoder);
  if (rest !== "") yield rest;
  if (endsWithReturn) yield "\n";
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw new InputFileError(
      "import.unreadable",
      errorText("import.unreadable", {
        file: "CSV / NDJSON",
        problem: {
          zh: "不是 UTF-8 编码，请另存为“CSV UTF-8”",
          en: 'it is not UTF-8: save it as "CSV UTF-8"',
        },
      }),
    );
  }
}
