import type { ShadowDifference, ShadowSide } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { SHADOW_TEXTS } from "../i18n/shadow-texts.js";
import { traceReasonWords } from "../i18n/trace-reason-words.js";
import { CHANNEL_WORDS } from "../i18n/value-words.js";
import { useSession } from "../session/session-context.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { useStepNames } from "./use-step-names.js";

/** Differences, a row each: whose, where, and what either side did. */
export function DifferenceTable({ items }: { readonly items: readonly ShadowDifference[] }) {
  const t = useTexts(SHADOW_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const { stepName } = useStepNames();
  return (
    <table className="table shadow-table">
      <thead>
        <tr>
          <th>{t("customer")}</th>
          <th>{t("step")}</th>
          <th>{t("kind")}</th>
          <th>{t("live")}</th>
          <th>{t("draft")}</th>
          <th>{t("when")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              <Link to="/customers/$customerId" params={{ customerId: item.customerId }} className="cell-main">
                {item.customerName ?? item.customerId}
              </Link>
            </td>
            <td data-label={t("step")}>{stepName(item.nodeId)}</td>
            <td data-label={t("kind")}>{t(`kind.${item.kind}`)}</td>
            <td data-label={t("live")} className="cell-wide">
              <Side item={item} side={item.live} other={item.draft} />
            </td>
            <td data-label={t("draft")} className="cell-wide">
              <Side item={item} side={item.draft} other={item.live} />
            </td>
            <td data-label={t("when")} className="cell-moment">
              {momentWords(brand.timezone, item.at, now, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface SideProps {
  readonly item: ShadowDifference;
  readonly side: ShadowSide | undefined;
  readonly other: ShadowSide | undefined;
}

/** What one side did, as far as it is another thing than what the other side did. */
function Side({ item: { kind, nodeId }, side, other }: SideProps) {
  const t = useTexts(SHADOW_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const { portName } = useStepNames();
  if (!side) return t("none");
  const moment = momentWords(brand.timezone, side.at, now, locale);
  if (side.port !== undefined) return portName(nodeId, side.port);
  if (side.end === "inside" || side.end === "completed") return t(side.end);
  if (side.end === "failed") return t("crashed");
  if (side.end !== undefined) return traceReasonWords(side.end, locale);
  if (kind === "time" || side.title === undefined) return moment;
  const channel = other && side.channel !== other.channel ? side.channel : undefined;
  return (
    <>
      <span className="shadow-task">
        {side.title}
        {channel && ` · ${CHANNEL_WORDS[channel][locale]}`}
      </span>
      <span className="shadow-words">{side.text}</span>
    </>
  );
}
