import type { LibraryItem } from "@sopflow/schemas";
import { useState } from "react";
import { ADVISOR_TEXTS } from "../../i18n/advisor-texts.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { Tag } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { classNames } from "../../ui/class-names.js";
import { useDesk } from "../desk-context.js";
import { isOwnFile, isWebAddress } from "../material-address.js";
import { isOwn } from "./filter-library.js";
import type { ShownItem } from "./library-with-outbox.js";

interface LibraryCardProps {
  readonly item: ShownItem;
  readonly onPick: ((text: string) => void) | undefined;
  readonly onEdit: ((item: LibraryItem) => void) | undefined;
  readonly onLike: (liked: boolean) => void;
}

/** Longer than this, the words start folded. */
const LONG = 90;

export function LibraryCard({ item, onPick, onEdit, onLike }: LibraryCardProps) {
  const t = useTexts(DESK_TEXTS);
  const words = useTexts(ADVISOR_TEXTS);
  const session = useSession();
  const desk = useDesk();
  const { kind, title, text, url, folder, favourite } = item;
  const [isOpen, setOpen] = useState(text.length <= LONG);
  const share = () =>
    void desk.share(kind === "text" ? { text } : { text, material: { ...item, from: { itemId: item.id } } });
  return (
    <article className="card library-card" aria-label={title}>
      <div className="library-card-head">
        <h2>{title}</h2>
        {item.isUnsent && <Tag tone="warn">{t("unsent")}</Tag>}
        {isOwn(item, session.userId) && <Tag tone="accent">{t("library.mine")}</Tag>}
        {folder !== "" && <Tag>{folder}</Tag>}
        {desk.canAct && (
          <button
            type="button"
            className="star"
            aria-pressed={favourite}
            aria-label={t(favourite ? "library.unlike" : "library.like", { title })}
            onClick={() => onLike(!favourite)}
          >
            {favourite ? "★" : "☆"}
          </button>
        )}
      </div>
      {text !== "" && <p className={classNames("script-text", !isOpen && "script-folded")}>{text}</p>}
      {kind === "image" && url !== undefined && isOwnFile(url) && (
        <button type="button" className="material-image" onClick={() => desk.preview({ title, url })}>
          <img src={url} alt={title} loading="lazy" />
        </button>
      )}
      {kind !== "text" && url !== undefined && !(kind === "image" && isOwnFile(url)) && (
        <p className="library-url">
          {isWebAddress(url) || isOwnFile(url) ? (
            <a href={url} target="_blank" rel="noreferrer">
              {isOwnFile(url) ? words("material.open") : url}
            </a>
          ) : (
            url
          )}
        </p>
      )}
      <div className="library-card-tools">
        {text.length > LONG && (
          <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words(isOpen ? "script.less" : "script.more")}
          </button>
        )}
        {onEdit && desk.canAct && (
          <button type="button" className="text-button" onClick={() => onEdit(item)}>
            {isOwn(item, session.userId) ? words("script.edit") : t("library.edit")}
          </button>
        )}
        {onPick ? (
          <Button size="l" tone="primary" onClick={() => onPick(text)}>
            {t("library.use")}
          </Button>
        ) : (
          (text !== "" || isWebAddress(url) || desk.besideCustomer !== undefined) && (
            <Button size="l" onClick={share}>
              {t(desk.besideCustomer === undefined ? "library.copy" : "library.send")}
            </Button>
          )
        )}
      </div>
    </article>
  );
}
