import type { Locale } from "./locale.js";

/** What changed something and is no person, by how its account begins. */
const MACHINES: readonly (readonly [start: string, words: Readonly<Record<Locale, string>>])[] = [
  ["key:", { zh: "API 密钥", en: "API key" }],
  ["demo", { zh: "演示数据", en: "demo data" }],
];

/** Who changed something: a person by the name of their account, a machine by what it is. */
export const actorWords = (account: string, locale: Locale): string =>
  MACHINES.find(([start]) => account === start || (start.endsWith(":") && account.startsWith(start)))?.[1][locale] ??
  account;
