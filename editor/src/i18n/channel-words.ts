import { inLocale, type Locale } from "./locale.js";

/** The channels that the templates and the demo brand speak of; a brand's own codes are shown as they are. */
const CHANNELS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  "package-card": { zh: "包裹卡", en: "Package card" },
  live: { zh: "直播", en: "Live stream" },
  store: { zh: "门店", en: "Store" },
  referral: { zh: "转介绍", en: "Referral" },
};

/** The way a customer came, in words. */
export function channelWords(channel: string, locale: Locale): string {
  const words = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined;
  return words === undefined ? channel : inLocale(words, locale);
}
