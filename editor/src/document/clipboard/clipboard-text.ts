import { FLOW_SCHEMA } from "@sopflow/schemas";
import { CLIPBOARD_SCHEMA } from "./fragment.js";

/** Longer texts are not ours. */
const MAX_TEXT_LENGTH = 5_000_000;

/** What a clipboard's text holds when it is ours, a copied fragment or a whole flow file; unchecked, but its name. */
export function ownText(text: string): (object & { readonly schema: string }) | undefined {
  const input = text.length > MAX_TEXT_LENGTH ? undefined : parseJson(text);
  if (typeof input !== "object" || input === null || !("schema" in input)) return undefined;
  const { schema } = input;
  return schema === CLIPBOARD_SCHEMA || schema === FLOW_SCHEMA ? { ...input, schema } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
