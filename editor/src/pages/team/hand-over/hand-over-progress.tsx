import type { HandOverList, WireHandOver } from "@sopflow/schemas";
import { HAND_OVER_TEXTS } from "../../../i18n/hand-over-texts.js";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { Tag } from "../../../ui/badge.js";

const TONES = {
  planned: "info",
  asking: "info",
  waiting: "info",
  done: "ok",
  refused: "warn",
  full: "danger",
  failed: "danger",
} as const;
/** What asks for something comes first. */
const ORDER = ["failed", "full", "refused", "waiting", "asking", "planned", "done"] as const;
const SHOWN = 50;

/** Customers who are handed over, or were within 30 days: each with its state, and why it did not work. */
export function HandOverProgress({ list }: { readonly list: HandOverList }) {
  const t = useTexts(HAND_OVER_TEXTS);
  const rank = ({ state }: WireHandOver) => ORDER.indexOf(state);
  const items = [...list.items].sort((a, b) => rank(a) - rank(b) || b.at - a.at).slice(0, SHOWN);
  const counts = ORDER.flatMap((state) => {
    const count = list.counts[state] ?? 0;
    return count > 0 ? [t("progressCount", { state: t(`state.${state}`), count })] : [];
  });
  return (
    <section className="hand-over-progress" aria-label={t("progress")}>
      <h3>{t("progress")}</h3>
      <p aria-live="polite">{counts.join(" · ")}</p>
      <ul>
        {items.map((item) => (
          <Line key={item.customerId} item={item} />
        ))}
      </ul>
      {list.items.length > SHOWN && <p>{t("more", { count: SHOWN })}</p>}
    </section>
  );
}

function Line({ item }: { readonly item: WireHandOver }) {
  const t = useTexts(HAND_OVER_TEXTS);
  const locale = useLocale();
  const { customerName, state, problem, code } = item;
  return (
    <li>
      <span className="hand-over-name">{customerName ?? t("unnamed")}</span>
      <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>
      {problem && (
        <span className="hand-over-problem">
          {problem[locale]}
          {code !== undefined && ` · ${t("code", { code })}`}
        </span>
      )}
    </li>
  );
}
