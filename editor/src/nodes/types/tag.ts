import { Tag } from "lucide-react";
import { joinSome } from "../../i18n/locale.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const tag: NodeView<"tag"> = {
  type: "tag",
  category: "act",
  icon: Tag,
  title: { zh: "打标签", en: "Tag" },
  purpose: { zh: "给客户加上或去掉标签", en: "Adds or removes tags" },
  aliases: ["biaoqian", "bq", "tag"],
  create: () => ({ add: [], remove: [] }),
  summary({ add, remove }, locale) {
    const zh = locale === "zh";
    const parts = [
      add.length > 0 ? `${zh ? "加上" : "Add"} ${joinSome(add, locale)}` : "",
      remove.length > 0 ? `${zh ? "去掉" : "Remove"} ${joinSome(remove, locale)}` : "",
    ].filter((part) => part !== "");
    if (parts.length === 0) return zh ? "还没有选标签" : "No tags chosen yet";
    return parts.join(zh ? "，" : "; ");
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
