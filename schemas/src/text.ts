/** A text a person reads, in both languages of the product. Chinese first. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Fills `{name}` places of both languages from `params`; an unknown place stays visible, so a gap shows in review. */
export function fillText(text: Text, params: Readonly<Record<string, string | number>>): Text {
  const fill = (s: string) => s.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { zh: fill(text.zh), en: fill(text.en) };
}
