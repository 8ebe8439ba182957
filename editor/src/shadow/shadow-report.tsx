import type { Shadow } from "@sopflow/schemas";
import { useStore } from "zustand";
import { useEditor } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { SHADOW_TEXTS } from "../i18n/shadow-texts.js";
import { useSession } from "../session/session-context.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Badge } from "../ui/badge.js";
import { ShadowDifferences } from "./shadow-differences.js";
import { ShadowSums } from "./shadow-sums.js";

/** One shadow: how far it is, what both did alike and otherwise, and each difference. */
export function ShadowReport({ shadow }: { readonly shadow: Shadow }) {
  const t = useTexts(SHADOW_TEXTS);
  const { autosave } = useEditor();
  const saved = useStore(autosave.store, (state) => state.revision);
  const { status, ended, revision, liveVersion: version, people, customers, startedAt, endsAt } = shadow;
  const moment = useMoment();
  const isShare = customers > people && !shadow.isPreparing && status === "running";
  const counted = { people: countWords(people), customers: countWords(customers) };
  return (
    <section className="shadow-report" aria-label={t("title")}>
      <h3>
        <Badge tone={status === "running" ? "ok" : "neutral"}>{t(status)}</Badge> {t("what", { revision, version })}
      </h3>
      <p className="shadow-notes">
        {t("since", { start: moment(startedAt), end: moment(ended?.at ?? endsAt) })} {ended && t(`ended.${ended.why}`)}{" "}
        {t(isShare ? "share" : "people", counted)}
      </p>
      {status === "running" && <Progress shadow={shadow} />}
      {saved !== revision && status === "running" && <p className="shadow-notes">{t("changed", { revision })}</p>}
      <ShadowSums shadow={shadow} />
      <Notes shadow={shadow} />
      {shadow.counts.some(({ kind }) => !kind.startsWith("same_")) && <ShadowDifferences shadow={shadow} />}
    </section>
  );
}

function Progress({ shadow: { isPreparing, people, behind, seenTo } }: { readonly shadow: Shadow }) {
  const t = useTexts(SHADOW_TEXTS);
  const moment = useMoment();
  return (
    <p className="shadow-notes" role="status">
      {isPreparing ? t("preparing", { people: countWords(people) }) : t("seen", { time: moment(seenTo) })}{" "}
      {behind > 0 && !isPreparing && t("behind", { count: countWords(behind) })}
    </p>
  );
}

function Notes({ shadow: { undecided, failed, checked, astray } }: { readonly shadow: Shadow }) {
  const t = useTexts(SHADOW_TEXTS);
  return (
    <div className="shadow-notes">
      {undecided > 0 && <p>{t("undecided", { count: countWords(undecided) })}</p>}
      {checked > 0 && (
        <p>{t(astray > 0 ? "astray" : "agree", { checked: countWords(checked), astray: countWords(astray) })}</p>
      )}
      {failed > 0 && <p>{t("failed", { count: countWords(failed) })}</p>}
      <p>{t("basis")}</p>
    </div>
  );
}

function useMoment(): (at: number) => string {
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  return (at) => momentWords(brand.timezone, at, now, locale);
}
