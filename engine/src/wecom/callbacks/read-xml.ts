import { XMLParser } from "fast-xml-parser";
import { WecomCryptoError } from "../crypto/index.js";

/** A field of WeCom's XML: text, fields inside, or a list of either. */
export type XmlNode = string | readonly XmlNode[] | { readonly [name: string]: XmlNode };
export type XmlFields = { readonly [name: string]: XmlNode };

/** WeCom's callbacks have a few kB; more is somebody else's doing. */
export const MAX_CALLBACK_BYTES = 128 * 1024;

const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g;
const LISTS: ReadonlySet<string> = new Set(["Item", "SelectedItem", "OptionId"]);

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  // Only &lt; &gt; &amp; &quot; &apos;: without a document type nobody can define others.
  processEntities: true,
  isArray: (name) => LISTS.has(name),
});

/**
 * Reads `<xml>…</xml>`. Throws `WecomCryptoError` ("xml") for what is too large, not XML, or has a document type,
 * entity, comment or instruction: WeCom writes none of these, and they are how XML is used for attacks.
 */
export function readXml(xml: string): XmlFields {
  if (Buffer.byteLength(xml) > MAX_CALLBACK_BYTES) throw refuse(`the XML is larger than ${MAX_CALLBACK_BYTES} bytes`);
  const outside = xml.replace(CDATA, "").replace(/^\uFEFF?\s*<\?xml [^<>]*\?>/, "");
  if (outside.includes("<!") || outside.includes("<?")) throw refuse("the XML has a document type or an instruction");
  let parsed: unknown;
  try {
    parsed = parser.parse(xml);
  } catch {
    throw refuse("the XML cannot be read");
  }
  const root = typeof parsed === "object" && parsed !== null && "xml" in parsed ? parsed.xml : undefined;
  if (!isFields(root)) throw refuse("the XML has no <xml> with fields");
  return root;
}

/** A field's text; undefined where it is missing, empty or holds fields. */
export function textOf(fields: XmlFields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

/** A field's whole number; undefined where it is none. */
export function numberOf(fields: XmlFields, name: string): number | undefined {
  const text = textOf(fields, name);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Fields inside a field. */
export function fieldsOf(fields: XmlFields, name: string): XmlFields {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return isFields(value) ? value : {};
}

/** Those entries of a list that have fields. */
export const listOf = (fields: XmlFields, name: string): XmlFields[] => entries(fields, name).filter(isFields);

/** Those entries of a list that are text and not empty. */
export const textsOf = (fields: XmlFields, name: string): string[] =>
  entries(fields, name).flatMap((entry) => (typeof entry === "string" && entry.trim() !== "" ? [entry.trim()] : []));

function entries(fields: XmlFields, name: string): readonly XmlNode[] {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return value === undefined ? [] : isList(value) ? value : [value];
}

const isList = (value: XmlNode): value is readonly XmlNode[] => Array.isArray(value);

const isFields = (value: unknown): value is XmlFields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refuse = (message: string) => new WecomCryptoError("xml", message);
