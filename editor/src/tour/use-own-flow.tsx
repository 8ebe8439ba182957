import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadFlow } from "../api/flow-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { Button } from "../ui/button.js";
import { firstTaskOf, scriptsOf } from "./own-flow.js";
import type { TourProgress } from "./tour-progress.js";
import type { StepView } from "./tour-step.js";
import { useTyping } from "./use-typing.js";

/** How often the newcomer's flow is looked at on the server, ms: what is saved there is what was really done. */
const LOOK_MS = 1_500;
const STARTER = 'input[value="welcome-friend"]';
const NAV_FLOWS = '[data-tour="nav-flows"]';
const PREVIEW = "#tab-preview";
const CHECK = '[data-tour="check"]';

type Making = "create" | "script" | "check" | "publish";

interface OwnFlow {
  readonly step: Making;
  readonly progress: TourProgress;
  readonly onDone: (found?: Pick<TourProgress, "flowId" | "scripts">) => void;
}

/** The deeds with a flow of one's own: create it, change a script, check it, publish it. */
export function useOwnFlow({ step, progress, onDone }: OwnFlow): StepView {
  const t = useTexts(TOUR_TEXTS);
  const api = useApi();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = /^\/flows\/([^/]+)$/.exec(path)?.[1];
  const flowId = step === "create" ? here : progress.flowId;
  const own = useQuery({
    queryKey: ["tour", "flow", flowId],
    queryFn: () => loadFlow(api, flowId ?? ""),
    enabled: flowId !== undefined && step !== "check",
    refetchInterval: LOOK_MS,
    gcTime: 0,
  }).data;
  const isTyping = useTyping();
  const isChanged = own !== undefined && own.flowId === progress.flowId && scriptsOf(own) !== progress.scripts;

  useEffect(() => {
    if (!own || own.flowId !== flowId) return;
    const isDraft = own.publishedVersion === undefined;
    if (step === "create" && isDraft) onDone({ flowId: own.flowId, scripts: scriptsOf(own) });
    if (step === "script" && isChanged && !isTyping) onDone();
    if (step === "publish" && !isDraft) onDone();
  }, [step, own, flowId, isChanged, isTyping, onDone]);

  useEffect(() => {
    if (step !== "check") return;
    const look = ({ target }: Event) => {
      if (target instanceof Element && target.closest(`${PREVIEW}, ${CHECK}, #tab-problems`)) onDone();
    };
    document.addEventListener("click", look);
    return () => document.removeEventListener("click", look);
  }, [step, onDone]);

  const task = own && firstTaskOf(own);
  const taskId = task?.id;
  const selectors = useMemo(() => {
    const toOwn = [`.shell-main a[href="/flows/${progress.flowId}"]`, NAV_FLOWS];
    return {
      create: [
        `[data-modal]:has(${STARTER}:checked) .dialog-actions .button-primary`,
        `[data-modal] .template:has(${STARTER})`,
        '[data-tour="new-flow"]',
        NAV_FLOWS,
      ],
      script: [".side-panel .script textarea", `button[data-node="${taskId}"]`, ...toOwn],
      check: [PREVIEW, CHECK, ...toOwn],
      publish: ["[data-modal] .dialog-actions .button-primary", '[data-tour="publish"]', ...toOwn],
    };
  }, [progress.flowId, taskId])[step];

  const ownPath = `/flows/${progress.flowId}`;
  const view = {
    title: t(`${step}.title`),
    selectors,
    home: step === "create" ? "/" : ownPath,
    isFar: step === "create" ? path !== "/" : path !== ownPath,
  };
  if (step === "check") {
    const preview = document.querySelector(PREVIEW);
    const button = (preview ?? document.querySelector(CHECK))?.textContent ?? "";
    return { ...view, about: step, text: t(preview ? "check.preview" : "check.text", { button }) };
  }
  if (step !== "script") return { ...view, about: step, text: t(`${step}.text`) };
  if (isChanged) {
    const actions = (
      <Button tone="primary" onClick={() => onDone()}>
        {t("script.done")}
      </Button>
    );
    return { ...view, about: "script.changed", text: t("script.changed"), actions };
  }
  const text = (
    <>
      <p>{t("script.open", { task: task?.name ?? "" })}</p>
      <p>{t("script.text")}</p>
    </>
  );
  return { ...view, about: step, text };
}
