/** A field of a callback: text (CDATA), a number, or fields inside; a list repeats its tag. Undefined is left out. */
export type XmlValue = string | number | undefined | XmlFields | XmlList;
type XmlList = readonly (string | XmlFields)[];
export interface XmlFields {
  readonly [name: string]: XmlValue;
}

/** A callback's plain XML, in the order of its fields. */
export const eventXml = (fields: XmlFields): string => `<xml>${inside(fields)}</xml>`;

const inside = (fields: XmlFields): string =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join("");

function element(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (typeof value === "number") return `<${name}>${value}</${name}>`;
  if (typeof value === "string") return `<${name}><![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]></${name}>`;
  if (isList(value)) return value.map((item) => element(name, item)).join("");
  return `<${name}>${inside(value)}</${name}>`;
}

const isList = (value: XmlFields | XmlList): value is XmlList => Array.isArray(value);
