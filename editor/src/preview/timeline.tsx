import type { PreviewLine } from "@sopflow/engine/core";
import { X } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { IconButton } from "../ui/button.js";
import { type LineWords, lineWords, moment } from "./line-words.js";
import { usePreviewState, usePreviewStore } from "./preview-store.js";
import { PreviewTaskCard } from "./preview-task-card.js";
import { moveTo } from "./slider-moves.js";
import { useLineSpeech } from "./use-line-speech.js";

interface Shown {
  readonly index: number;
  readonly line: PreviewLine;
  readonly words: LineWords | undefined;
}

interface Moment {
  readonly at: number;
  readonly lines: readonly Shown[];
}

/** More moments than these are not drawn: a flow that goes round for a year says the same again and again. */
const MAX_MOMENTS = 300;
const HAND = "preview/";

/** What happens, moment by moment. A press on a moment moves the slider there. */
export function Timeline() {
  const speech = useLineSpeech();
  const { t } = speech;
  const store = usePreviewStore();
  const preview = usePreviewState((state) => state.result?.preview);
  const at = usePreviewState((state) => state.at);
  const count = usePreviewState((state) => state.count);
  const list = useRef<HTMLOListElement>(null);
  const moments = useMemo(
    () => (preview ? momentsOf(preview.lines, (line) => lineWords(line, speech)) : []),
    [preview, speech],
  );
  const current = moments.findLast((one) => one.at <= at)?.at;
  const shown = useRef(current);
  useEffect(() => {
    // As it opens the panel begins at its top.
    if (shown.current === undefined || shown.current === current) {
      shown.current ??= current;
      return;
    }
    shown.current = current;
    list.current?.querySelector(`[data-at="${current}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [current]);
  if (!preview) return null;
  return (
    <section className="preview-part" aria-label={t("timeline.title")}>
      <h2>{t("timeline.title")}</h2>
      {moments.length === 0 && <p className="preview-note">{t("timeline.empty")}</p>}
      <ol className="preview-moments" ref={list}>
        {moments.slice(0, MAX_MOMENTS).map((one) => (
          <li key={one.at} data-at={one.at} data-now={one.at === current} data-later={one.at > at}>
            <button type="button" className="preview-when" onClick={() => moveTo(store, one.at)}>
              {moment(one.at, speech)}
            </button>
            <ul>
              {one.lines.map(({ index, line, words }) => (
                <li key={index} data-tone={words?.tone ?? "task"} data-later={index >= count}>
                  {line.kind === "task" ? (
                    <PreviewTaskCard line={line} />
                  ) : (
                    words && <LineText words={words} explained={line.kind === "refused"} />
                  )}
                  {line.kind === "event" && <RemoveEvent id={line.id} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {preview.stop !== "over" && <p className="preview-note">{t(`timeline.${preview.stop}`)}</p>}
    </section>
  );
}

interface LineTextProps {
  readonly words: LineWords;
  /** The reasons are open from the start. */
  readonly explained: boolean;
}

function LineText({ words: { words, reason }, explained }: LineTextProps) {
  const { t } = useLineSpeech();
  return (
    <div className="preview-line">
      <span>{words}</span>
      {reason.checks.length === 0 && reason.short !== "" && <small>{reason.short}</small>}
      {reason.checks.length > 0 && (
        <details open={explained}>
          <summary>{reason.short === "" ? t("why.show") : reason.short}</summary>
          <ul className="preview-checks">
            {reason.checks.map((check, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list of one decision never changes its order
              <li key={i} data-holds={check.holds}>
                <span>
                  {check.words} <b>{t(check.holds ? "why.yes" : "why.no")}</b>
                </span>
                <small>{check.actual}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Takes an event away that was added by hand. */
function RemoveEvent({ id }: { id: string }) {
  const { t } = useLineSpeech();
  const store = usePreviewStore();
  const own = id.startsWith(HAND) ? id.slice(HAND.length) : "";
  const isByHand = usePreviewState((state) => state.events.some((event) => event.id === own));
  if (!isByHand) return null;
  return (
    <IconButton
      label={t("timeline.remove")}
      size="s"
      onClick={() => store.setState(({ events }) => ({ events: events.filter((event) => event.id !== own) }))}
    >
      <X size={13} aria-hidden />
    </IconButton>
  );
}

function momentsOf(lines: readonly PreviewLine[], wordsOf: (line: PreviewLine) => LineWords | undefined): Moment[] {
  const moments: { at: number; lines: Shown[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const words = wordsOf(line);
    if (words === undefined && line.kind !== "task") continue;
    const last = moments.at(-1);
    const shown = { index, line, words };
    if (last?.at === line.at) last.lines.push(shown);
    else moments.push({ at: line.at, lines: [shown] });
  }
  return moments;
}
