import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { IconButton } from "../ui/button.js";
import { placeCard, type Size } from "./place-card.js";
import type { Seen } from "./use-target.js";

interface TourCardProps {
  /** Another key is another thing to say: it is read out, and takes the focus if the card had it. */
  readonly about: string;
  readonly title: string;
  readonly progress?: string;
  readonly seen: Seen;
  /** The target may be ringed: it is not behind a window. */
  readonly isRinged: boolean;
  readonly onLeave: () => void;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const RING_PX = 5;

/** The column that holds forms and the preview of the flow editor. */
const panelBox = () => document.querySelector(".side-panel")?.getBoundingClientRect();
const UNMEASURED: Size = { width: 340, height: 200 };

/**
 * A small card beside what it speaks of, and a ring around that. It stands beside the page and not over it: everything
 * can be used while it is there. While a window is open it can only be read.
 */
export function TourCard({ about, title, progress, seen, isRinged, onLeave, actions, children }: TourCardProps) {
  const t = useTexts(TOUR_TEXTS);
  const titleId = useId();
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [size, setSize] = useState(UNMEASURED);
  const [isFolded, setFolded] = useState(false);
  useLayoutEffect(() => {
    const { offsetWidth: width, offsetHeight: height } = card.current ?? { offsetWidth: 0, offsetHeight: 0 };
    setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
  });
  const before = useRef(about);
  useEffect(() => {
    if (before.current === about) return;
    before.current = about;
    setFolded(false);
    // The pressed button is gone, and the focus with it. Who works on the page keeps it.
    const { activeElement } = document;
    if (activeElement === document.body || card.current?.contains(activeElement)) heading.current?.focus();
  }, [about]);

  const { box } = seen;
  // A window that the tour did not ask for hides the card with the rest of the page.
  const isOver = seen.isModal && isRinged;
  const view = { width: window.innerWidth, height: window.innerHeight };
  const place = isOver ? { x: 12, y: view.height - size.height - 12 } : placeCard(box, size, view, panelBox());
  return (
    <>
      {box && isRinged && (
        <div
          className="tour-ring"
          data-over={isOver}
          style={{
            left: box.x - RING_PX,
            top: box.y - RING_PX,
            width: box.width + 2 * RING_PX,
            height: box.height + 2 * RING_PX,
          }}
        />
      )}
      <section
        ref={card}
        className="tour-card"
        aria-labelledby={titleId}
        data-over={isOver}
        data-folded={isFolded}
        style={
          { "--tour-x": `${place.x}px`, "--tour-y": `${place.y}px` } as React.CSSProperties /* custom properties */
        }
      >
        <div className="tour-head">
          <span className="tour-progress">{progress ?? t("label")}</span>
          <IconButton
            className="tour-fold"
            label={t(isFolded ? "unfold" : "fold")}
            aria-expanded={!isFolded}
            onClick={() => setFolded(!isFolded)}
          >
            {isFolded ? <ChevronUp size={17} aria-hidden /> : <ChevronDown size={17} aria-hidden />}
          </IconButton>
          <IconButton label={t("leave")} onClick={onLeave}>
            <X size={17} aria-hidden />
          </IconButton>
        </div>
        <div aria-live="polite">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <div className="tour-text">{children}</div>
        </div>
        {actions !== undefined && <div className="tour-actions">{actions}</div>}
      </section>
    </>
  );
}
