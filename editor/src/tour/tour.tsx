import "./tour.css";
import { useCallback, useSyncExternalStore } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { Button } from "../ui/button.js";
import { useToasts } from "../ui/toasts.js";
import { EndCard } from "./end-card.js";
import { LiveStep } from "./live-step.js";
import { RunningStep } from "./running-step.js";
import { TourCard } from "./tour-card.js";
import { stepAfter, type TourProgress, type TourStore } from "./tour-progress.js";
import { useLookAround } from "./use-look-around.js";
import { useOwnFlow } from "./use-own-flow.js";
import { useTarget } from "./use-target.js";

const NO_TARGET: readonly string[] = [];

/**
 * The first minutes in a demo brand, from somebody else's flow to one's own. It only watches: every deed is done with
 * the page itself, the tour sees that it was done and goes on.
 */
export function Tour({ store }: { store: TourStore }) {
  const t = useTexts(TOUR_TEXTS);
  const toasts = useToasts();
  const progress = useSyncExternalStore(store.subscribe, store.snapshot);
  const leave = useCallback(() => {
    store.set({ status: "left" });
    toasts.say(t("left"));
  }, [store, toasts, t]);
  const advance = useCallback(
    (found: Partial<TourProgress> = {}) => {
      const before = { ...store.snapshot(), ...found };
      const step = stepAfter(before.step, before.flowId !== undefined);
      store.set(step ? { ...found, step } : { ...found, status: "ended" });
    },
    [store],
  );
  const end = useCallback(() => store.set({ status: "ended" }), [store]);
  const { status, step, flowId, customerId, customerName } = progress;
  if (status === "offered") {
    return <Offer onStart={() => store.set({ status: "running" })} onLater={() => store.set({ status: "left" })} />;
  }
  if (status === "ended") return <EndCard isLive={step === "live"} onClose={() => store.set({ status: "done" })} />;
  if (status !== "running") return null;
  switch (step) {
    case "flow":
    case "people":
    case "tasks":
      return <Looking step={step} onDone={advance} onLeave={leave} />;
    case "create":
    case "script":
    case "check":
    case "publish":
      return <Making step={step} progress={progress} onDone={advance} onEnd={end} onLeave={leave} />;
    case "live":
      return (
        <LiveStep
          flowId={flowId}
          customerId={customerId}
          customerName={customerName}
          onSent={(customer) => store.set(customer)}
          onLeave={leave}
          onFinish={() => advance()}
        />
      );
    default:
      return step satisfies never;
  }
}

type Done = (found?: Partial<TourProgress>) => void;

function Looking(props: { step: "flow" | "people" | "tasks"; onDone: Done; onLeave: () => void }) {
  const { step, onDone, onLeave } = props;
  const done = useCallback(() => onDone(), [onDone]);
  const view = useLookAround(step, done);
  return <RunningStep step={step} view={view} onLeave={onLeave} onSkip={done} />;
}

function Making(props: {
  step: "create" | "script" | "check" | "publish";
  progress: TourProgress;
  onDone: Done;
  onEnd: () => void;
  onLeave: () => void;
}) {
  const { step, onDone, onEnd, onLeave } = props;
  const view = useOwnFlow(props);
  // What is not published nobody can enter: there is nothing to watch then.
  return <RunningStep step={step} view={view} onLeave={onLeave} onSkip={step === "publish" ? onEnd : () => onDone()} />;
}

function Offer({ onStart, onLater }: { onStart: () => void; onLater: () => void }) {
  const t = useTexts(TOUR_TEXTS);
  const seen = useTarget(NO_TARGET);
  return (
    <TourCard
      about="offer"
      title={t("offer.title")}
      seen={seen}
      isRinged={false}
      onLeave={onLater}
      actions={
        <>
          <Button tone="primary" onClick={onStart}>
            {t("offer.start")}
          </Button>
          <Button tone="quiet" size="s" onClick={onLater}>
            {t("offer.later")}
          </Button>
        </>
      }
    >
      {t("offer.text")}
    </TourCard>
  );
}
