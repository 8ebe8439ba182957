import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { Button } from "../ui/button.js";
import { TourCard } from "./tour-card.js";
import { TOUR_STEPS, type TourStep } from "./tour-progress.js";
import { isInModal, type StepView } from "./tour-step.js";
import { bringIntoSight, useTarget } from "./use-target.js";

interface RunningStepProps {
  readonly step: TourStep;
  readonly view: StepView;
  readonly onLeave: () => void;
  readonly onSkip: () => void;
}

/** One deed of the tour: what to do, the way there, and the way past it. */
export function RunningStep({ step, view, onLeave, onSkip }: RunningStepProps) {
  const t = useTexts(TOUR_TEXTS);
  const navigate = useNavigate();
  const seen = useTarget(view.selectors);
  const { selectors } = view;
  // Once for each thing to do, and when what can be done appears: the reader may scroll away afterwards.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is there decides where to scroll
  useEffect(() => {
    const frame = requestAnimationFrame(() => bringIntoSight(selectors));
    return () => cancelAnimationFrame(frame);
  }, [selectors, seen.present]);
  const inModal = isInModal(selectors[seen.index]);
  const modalText = step === "create" ? t("create.dialog") : step === "publish" ? t("publish.dialog") : undefined;
  // On its own page, but what it speaks of is out of sight: such as a canvas without a number in view.
  const isLost = step === "people" && !view.isFar && seen.index < 0;
  return (
    <TourCard
      about={view.about}
      title={view.title}
      progress={t("progress", { n: TOUR_STEPS.indexOf(step) + 1, total: TOUR_STEPS.length })}
      seen={seen}
      isRinged={!seen.isModal || inModal}
      onLeave={onLeave}
      actions={
        <>
          {(view.isFar || isLost) && (
            <Button tone="primary" onClick={() => void navigate({ to: view.home })}>
              {t("goThere")}
            </Button>
          )}
          {!view.isFar && view.actions}
          {!view.isDone && (
            <Button tone="quiet" size="s" onClick={onSkip}>
              {t("skip")}
            </Button>
          )}
        </>
      }
    >
      {seen.isModal && inModal ? modalText : isLost ? t("people.far") : view.text}
    </TourCard>
  );
}
