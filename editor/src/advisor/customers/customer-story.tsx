import type { EventType, TimelineItem } from "@sopflow/schemas";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTimeline } from "../../api/customer-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { DESK_TEXTS, type DeskText } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { moneyWords } from "../../i18n/money-words.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { momentWords } from "../../time/moment-words.js";
import { Button } from "../../ui/button.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Skeleton } from "../../ui/notice.js";
import { useToasts } from "../../ui/toasts.js";
import { useDesk } from "../desk-context.js";
import { eventReason } from "../why-words.js";
import { Panel } from "./panel.js";

const FRESH_MS = 30_000;

/** What flows did that an advisor wants to know; the rest is the operations lead's to read. */
const TOLD = {
  issued: "story.issued",
  withdrawn: "story.withdrawn",
  entered: "story.entered",
  exited: "story.exited",
  completed: "story.completed",
  goal: "story.goal",
} as const satisfies Record<string, DeskText>;

/** They say nothing by themselves. */
const UNTOLD: ReadonlySet<string> = new Set(["profile.changed", "task.opened", "task.assigned"] satisfies EventType[]);

const toldAs = (what: string): DeskText | undefined =>
  Object.hasOwn(TOLD, what) ? TOLD[what as keyof typeof TOLD] : undefined; // checked by hasOwn

/** What happened with a customer, the latest first, in the words of an advisor. */
export function CustomerStory({ customerId }: { readonly customerId: string }) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const toasts = useToasts();
  const { now, zone } = useDesk();
  const [earlier, setEarlier] = useState<readonly TimelineItem[]>([]);
  const [next, setNext] = useState<string | null>();
  const [isBusy, setBusy] = useState(false);
  const first = useFetched(`story ${customerId}`, () => loadTimeline(api, customerId), { freshMs: FRESH_MS });
  const before = next === undefined ? first.data?.next : (next ?? undefined);
  const more = async () => {
    setBusy(true);
    try {
      const page = await loadTimeline(api, customerId, before);
      setEarlier([...earlier, ...page.items]);
      setNext(page.next ?? null);
    } catch (error) {
      toasts.fail(failureWords(error, ui("failed")));
    }
    setBusy(false);
  };
  const lines = [...(first.data?.items ?? []), ...earlier].flatMap((item) => {
    if (item.kind === "event") {
      if (UNTOLD.has(item.type)) return [];
      return [{ key: `e${item.seq}`, at: item.at, what: eventReason(item.type, locale), about: detailOf(item.props) }];
    }
    const told = toldAs(item.what);
    if (told === undefined) return [];
    const about = [item.flowName ?? "", item.nodeTitle ?? ""].filter(Boolean).join(" · ");
    return [{ key: `t${item.seq}.${item.ordinal}`, at: item.at, what: t(told), about }];
  });
  // What was imported or came late stands where it happened.
  lines.sort((a, b) => b.at - a.at);
  return (
    <Panel title={t("story.title")}>
      {!first.data && first.error === undefined && <Skeleton lines={4} label={ui("loading")} />}
      {first.data && lines.length === 0 && <p className="quiet">{t("story.none")}</p>}
      <ol className="story">
        {lines.map(({ key, at, what, about }) => (
          <li key={key}>
            <time dateTime={new Date(at).toISOString()}>{momentWords(zone, at, now, locale)}</time>
            <p>
              {what} {about !== "" && <span className="quiet">{about}</span>}
            </p>
          </li>
        ))}
      </ol>
      {before !== undefined && (
        <Button size="l" tone="quiet" busy={isBusy} onClick={() => void more()}>
          {t("story.more")}
        </Button>
      )}
    </Panel>
  );
}

/** What is worth reading of an event's properties. */
function detailOf(props: Readonly<Record<string, unknown>>): string {
  const texts = ["text", "tag", "outcome", "reason", "note", "title"].map((name) => props[name]);
  const parts = texts.filter((value): value is string => typeof value === "string" && value !== "");
  if (typeof props.amount === "number") parts.unshift(moneyWords(props.amount));
  return parts.join(" · ");
}
