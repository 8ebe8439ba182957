import { Bell } from "lucide-react";
import { durationWords } from "../../i18n/duration-words.js";
import { eventWords } from "../../i18n/value-words.js";
import type { NodeView } from "../node-view.js";
import { listedPort } from "../port-words.js";

export const waitEvent: NodeView<"wait.event"> = {
  type: "wait.event",
  category: "wait",
  icon: Bell,
  title: { zh: "等客户动作", en: "Wait for an event" },
  purpose: { zh: "等客户做某件事，过时走超时", en: "Until the customer does something, or time runs out" },
  aliases: ["dengdai", "dongzuo", "shijian", "wait", "event"],
  create: () => ({ on: [{ id: "replied", label: "", event: "message.received", where: { all: [] } }], timeout: "P3D" }),
  summary({ on, timeout }, locale) {
    const length = durationWords(timeout, locale);
    const events = [...new Set(on.map((one) => eventWords(one.event, locale)))];
    if (locale === "zh") return `等 ${length}或客户${events.join("、")}`;
    return `Wait ${length} or until ${events.map((name) => name.toLowerCase()).join(" or ")}`;
  },
  portLabel({ on }, port, locale) {
    const own = on.find((one) => one.id === port);
    return own?.label === "" ? eventWords(own.event, locale) : listedPort(on, port, locale);
  },
};
