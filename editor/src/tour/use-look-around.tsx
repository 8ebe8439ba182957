import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadFlows } from "../api/flow-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { Button } from "../ui/button.js";
import type { StepView } from "./tour-step.js";

const FLOW_PAGE = /^\/flows\/[^/]+$/;
const PEOPLE_PAGE = /^\/flows\/[^/]+\/people$/;
const NAV_FLOWS = '[data-tour="nav-flows"]';

type Looking = "flow" | "people" | "tasks";

/** The first three deeds: to see a flow at work, the people behind a number, and what is handed to advisors. */
export function useLookAround(step: Looking, onDone: () => void): StepView {
  const t = useTexts(TOUR_TEXTS);
  const api = useApi();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const flows = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api) });
  const busiest = useMemo(() => {
    const live = (flows.data?.items ?? []).filter(({ state }) => state === "live");
    return live.sort((a, b) => b.people - a.people)[0];
  }, [flows.data]);
  // The busiest flow may change while somebody looks at another one; the tour does not send anybody away for that.
  const [flowId, setFlowId] = useState<string>();
  useEffect(() => {
    if (busiest) setFlowId((known) => known ?? busiest.flowId);
  }, [busiest]);

  const [wasAtTasks, setWasAtTasks] = useState(false);
  useEffect(() => {
    if (path === "/tasks") setWasAtTasks(true);
  }, [path]);
  const isDone = {
    flow: FLOW_PAGE.test(path) || PEOPLE_PAGE.test(path),
    people: PEOPLE_PAGE.test(path),
    tasks: wasAtTasks && path.startsWith("/customers/"),
  }[step];
  useEffect(() => {
    if (isDone) onDone();
  }, [isDone, onDone]);

  const selectors = useMemo(
    () => ({
      flow: [`.shell-main a[href="/flows/${flowId}"]`, NAV_FLOWS],
      people: ['button.card-number[data-tone="people"]', `.shell-main a[href="/flows/${flowId}/people"]`],
      tasks: path === "/tasks" ? [".shell-main tbody tr"] : ['[data-tour="nav-tasks"]'],
    }),
    [flowId, path],
  )[step];
  const name = flows.data?.items.find((one) => one.flowId === flowId)?.name ?? "";
  const isAtTasks = step === "tasks" && path === "/tasks";
  return {
    title: t(`${step}.title`),
    about: isAtTasks ? "tasks.there" : step,
    text: isAtTasks ? t("tasks.there") : t(`${step}.text`, { flow: name }),
    selectors,
    home: { flow: "/", people: `/flows/${flowId}/people`, tasks: "/tasks" }[step],
    isFar: { flow: path !== "/", people: path !== "/" && !FLOW_PAGE.test(path), tasks: false }[step],
    ...(isAtTasks && {
      actions: (
        <Button tone="primary" onClick={onDone}>
          {t("tasks.seen")}
        </Button>
      ),
    }),
  };
}
