import { Webhook } from "lucide-react";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const webhook: NodeView<"webhook"> = {
  type: "webhook",
  category: "act",
  icon: Webhook,
  title: { zh: "调用外部系统", en: "Call another system" },
  purpose: { zh: "把消息发给别的系统", en: "Sends a request to another system" },
  aliases: ["waibu", "jiekou", "jk", "webhook", "http"],
  create: () => ({ url: "https://example.com/", headers: {} }),
  summary: ({ url }, locale) => (locale === "zh" ? `调用 ${hostOf(url)}` : `Call ${hostOf(url)}`),
  portLabel: (_data, port, locale) => commonPort(port, locale),
};

/** The host alone: a path may carry a secret, and a card is seen by many. */
const hostOf = (url: string): string => /^https?:\/\/(?:[^@/]*@)?([^/?#]+)/.exec(url)?.[1] ?? url;
