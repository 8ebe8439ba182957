import { ClipboardCheck } from "lucide-react";
import { durationWords } from "../../i18n/duration-words.js";
import { inLocale, type Locale } from "../../i18n/locale.js";
import { templateWords } from "../../i18n/template-words.js";
import { CHANNEL_WORDS } from "../../i18n/value-words.js";
import { assigneeWords } from "../assignee-words.js";
import type { NodeView } from "../node-view.js";
import { listedPort } from "../port-words.js";

export const task: NodeView<"task"> = {
  type: "task",
  category: "act",
  icon: ClipboardCheck,
  title: { zh: "顾问任务", en: "Advisor's task" },
  purpose: { zh: "让顾问带着话术去联系客户", en: "An advisor contacts the customer with a script" },
  aliases: ["renwu", "rw", "huashu", "task", "message"],
  create: () => ({
    title: "联系客户",
    script: '{{customer.salutation | default:"您"}}好，',
    materials: [],
    channel: "chat",
    scope: "customer",
    assign: "owner",
    fallback: "pool:default",
    purpose: "service",
    priority: 50,
    dueIn: "P1D",
    expireIn: "P3D",
    cancelOn: [],
    outcomes: [],
    skipReasons: [],
    wait: true,
  }),
  summary({ title: written, channel, assign, dueIn, scope }, locale, names) {
    const title = templateWords(written, locale, names);
    // Work of the advisor's own (preparation, moments), issued once whoever many customers there are.
    if (scope === "advisor") return ownWork(title, durationWords(dueIn, locale), locale);
    const who = assigneeWords(assign, locale, names);
    const how = inLocale(CHANNEL_WORDS[channel], locale);
    const due = durationWords(dueIn, locale);
    if (locale === "zh") return `${who}${how}：${title}（${due}内）`;
    return `${who}, ${how.toLowerCase()}: ${title} (within ${due})`;
  },
  portLabel: ({ outcomes }, port, locale) => listedPort(outcomes, port, locale),
};

const ownWork = (title: string, due: string, locale: Locale): string =>
  locale === "zh" ? `每位顾问一次：${title}（${due}内）` : `Once per advisor: ${title} (within ${due})`;
