import type { LibraryItem } from "@sopflow/schemas";
import { Copy, Pencil, Star } from "lucide-react";
import { copyText } from "../../advisor/copy-text.js";
import { actorWords } from "../../i18n/actor-words.js";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { mayWork, useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag } from "../../ui/badge.js";
import { IconButton } from "../../ui/button.js";
import { classNames } from "../../ui/class-names.js";
import { useToasts } from "../../ui/toasts.js";
import { MaterialView } from "./material-view.js";
import { useFavourite } from "./use-favourite.js";
import { useVisibilityWords } from "./visibility-words.js";

/** One script or material, as far as it is seen at a glance. */
export function ItemCard({ item, onEdit }: { readonly item: LibraryItem; readonly onEdit: () => void }) {
  const t = useTexts(LIBRARY_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const toasts = useToasts();
  const now = useNow();
  const favourite = useFavourite(item);
  const visibilityWords = useVisibilityWords();
  const { title, kind, text, folder, editable, by, updatedAt } = item;
  const copied = text === "" ? item.url : text;
  const put = async () => {
    if (await copyText(copied ?? "")) toasts.say(ui("copied"));
    else toasts.fail(ui("copyFailed"));
  };
  return (
    <li className="library-item">
      <div className="library-item-head">
        <h2>{title}</h2>
        <div className="library-item-tools">
          {mayWork(session) && (
            <IconButton
              label={t(favourite.isOn ? "unlike" : "like", { title })}
              aria-pressed={favourite.isOn}
              className={classNames(favourite.isOn && "library-liked")}
              size="s"
              onClick={favourite.toggle}
            >
              <Star size={16} aria-hidden fill={favourite.isOn ? "currentColor" : "none"} />
            </IconButton>
          )}
          {copied !== undefined && (
            <IconButton label={t("copyOf", { title })} size="s" onClick={() => void put()}>
              <Copy size={16} aria-hidden />
            </IconButton>
          )}
          {editable && mayWork(session) && (
            <IconButton label={t("editOf", { title })} size="s" onClick={onEdit}>
              <Pencil size={16} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
      <div className="cell-tags">
        <Tag tone={kind === "text" ? "accent" : "info"}>{t(`kind.${kind}`)}</Tag>
        {folder !== "" && <Tag>{folder}</Tag>}
        {item.visibility !== "all" && <Tag tone="warn">{visibilityWords(item.visibility)}</Tag>}
        {item.variantOf !== undefined && <Tag>{t("variant")}</Tag>}
      </div>
      {text !== "" && <p className="library-text">{text}</p>}
      <MaterialView item={item} />
      <p className="cell-sub">
        {t("by", { by: actorWords(by, locale), time: momentWords(session.brand.timezone, updatedAt, now, locale) })}
      </p>
    </li>
  );
}
