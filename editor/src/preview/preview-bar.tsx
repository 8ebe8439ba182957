import "./preview-bar.css";
import { CirclePlus, Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo } from "react";
import type { CheckOptions } from "../document/import-flow.js";
import { useEditor } from "../editing/editor-session.js";
import { bringToSight } from "../editing/editor-view.js";
import { Button, IconButton } from "../ui/button.js";
import { moment, title } from "./line-words.js";
import { type PreviewState, usePreviewState, usePreviewStore } from "./preview-store.js";
import { moveBack, moveOn, moveTo, playOn } from "./slider-moves.js";
import { useLineSpeech } from "./use-line-speech.js";
import { usePreviewRun } from "./use-preview-run.js";

/** Playing goes on after so long, ms: slow enough to follow with the eye. */
const PLAY_MS = 650;
const DAY_MS = 86_400_000;

/** The slider over the canvas. While it is there the preview is worked out and the canvas shows the way. */
export default function PreviewBar({ check }: { check: CheckOptions }) {
  usePreviewRun(check);
  const store = usePreviewStore();
  const { view } = useEditor();
  const speech = useLineSpeech();
  const { t } = speech;
  const preview = usePreviewState((state) => state.result?.preview);
  const at = usePreviewState((state) => state.at);
  const playing = usePreviewState((state) => state.playing);
  const trail = usePreviewState((state) => state.trail);
  const result = usePreviewState((state) => state.result);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      if (!playOn(store)) store.setState({ playing: false });
    }, PLAY_MS);
    return () => clearInterval(timer);
  }, [playing, store]);

  // The canvas goes along with the customer.
  const standing = trail?.standing ?? trail?.visited.at(-1);
  useEffect(() => {
    if (standing !== undefined) bringToSight(view, standing);
  }, [standing, view]);

  const play = () => {
    const isAtEnd = preview !== undefined && at >= preview.endAt;
    if (!playing && preview && isAtEnd) store.setState({ at: preview.startAt, count: 0 });
    store.setState({ playing: !playing });
  };
  const close = () => {
    store.setState({ open: false, playing: false, adding: false });
    if (view.getState().tab === "preview") view.setState({ tab: "form" });
  };
  const place = placeWords(trail, preview?.hasEntered ?? true);
  const now = preview ? moment(at, speech) : "";
  const day = preview ? t("bar.day", { day: Math.floor((at - preview.startAt) / DAY_MS) + 1 }) : "";
  const step = (move: typeof moveOn) => {
    store.setState({ playing: false });
    move(store);
  };
  return (
    <section className="preview-bar" aria-label={t("bar")}>
      <div className="preview-bar-head">
        <IconButton label={t("bar.back")} size="s" disabled={!preview} onClick={() => step(moveBack)}>
          <SkipBack size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={t(playing ? "bar.pause" : "bar.play")}
          tone="primary"
          size="s"
          disabled={!preview}
          onClick={play}
        >
          {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
        </IconButton>
        <IconButton label={t("bar.next")} size="s" disabled={!preview} onClick={() => step(moveOn)}>
          <SkipForward size={16} aria-hidden />
        </IconButton>
        <p className="preview-bar-now" aria-live={playing ? "off" : "polite"}>
          {preview ? (
            <>
              <strong>{now}</strong>
              <span>{day}</span>
              <span className="preview-bar-place">{place}</span>
            </>
          ) : (
            <span>{result ? t("bar.fix") : t("loading")}</span>
          )}
        </p>
        <Button
          size="s"
          icon={<CirclePlus size={15} aria-hidden />}
          disabled={!preview}
          onClick={() => {
            store.setState({ adding: true, playing: false });
            view.setState({ tab: "preview" });
            // On a phone the sheet with the form may be down.
            if (standing !== undefined) bringToSight(view, standing, false);
          }}
        >
          {t("bar.add")}
        </Button>
        <IconButton label={t("close")} size="s" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {preview && <TimeSlider valueText={`${now}, ${day}, ${place}`} />}
    </section>
  );

  function placeWords(now: PreviewState["trail"], hasEntered: boolean): string {
    if (now?.state === "ended") return t("bar.ended");
    if (!hasEntered && now?.state === "before") return t("bar.notEntered");
    if (now?.standing === undefined) return t("bar.before");
    const name = title(now.standing, speech);
    return now.until === undefined
      ? t("bar.standing", { title: name })
      : t("bar.until", { title: name, time: moment(now.until, speech) });
  }
}

const KEYS = { ArrowRight: moveOn, ArrowUp: moveOn, ArrowLeft: moveBack, ArrowDown: moveBack } as const;
const isStepKey = (key: string): key is keyof typeof KEYS => Object.hasOwn(KEYS, key);

/** Arrows go from happening to happening, PageUp and PageDown by days. */
function TimeSlider({ valueText }: { valueText: string }) {
  const store = usePreviewStore();
  const { t } = useLineSpeech();
  const preview = usePreviewState((state) => state.result?.preview);
  const at = usePreviewState((state) => state.at);
  const marks = useMemo(() => marksOf(preview), [preview]);
  if (!preview) return null;
  const { startAt, endAt } = preview;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isStepKey(event.key)) KEYS[event.key](store);
    else if (event.key === "PageUp") moveTo(store, at + DAY_MS);
    else if (event.key === "PageDown") moveTo(store, at - DAY_MS);
    else return;
    event.preventDefault();
    store.setState({ playing: false });
  };
  return (
    <div className="preview-slider">
      <div className="preview-marks" aria-hidden="true">
        {marks.map((mark) => (
          <span
            key={`${mark.kind}${mark.share}`}
            data-kind={mark.kind}
            data-passed={mark.at <= at}
            style={{ left: `${mark.share * 100}%` }}
            title={t(`mark.${mark.kind}`)}
          />
        ))}
      </div>
      <input
        type="range"
        aria-label={t("bar.slider")}
        aria-valuetext={valueText}
        min={startAt}
        max={Math.max(endAt, startAt + 1)}
        step={1}
        value={at}
        onChange={(event) => {
          store.setState({ playing: false });
          moveTo(store, Number(event.target.value));
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

type MarkKind = "event" | "task" | "end";

/** Where something happens on the slider. Marks too near to each other to be told apart are one. */
function marksOf(preview: NonNullable<PreviewState["result"]>["preview"]) {
  if (!preview) return [];
  const { startAt, endAt, lines } = preview;
  const length = Math.max(1, endAt - startAt);
  const found = new Map<string, { kind: MarkKind; share: number; at: number }>();
  for (const line of lines) {
    const kind =
      line.kind === "task" ? "task" : line.kind === "ended" ? "end" : line.kind === "event" ? "event" : undefined;
    if (kind === undefined) continue;
    const share = Math.round(((line.at - startAt) / length) * 500) / 500;
    const key = `${kind}${share}`;
    if (!found.has(key)) found.set(key, { kind, share, at: line.at });
  }
  return [...found.values()];
}
