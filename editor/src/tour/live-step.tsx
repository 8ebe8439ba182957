import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { makeDemoFriend } from "../api/demo-calls.js";
import { loadTasks } from "../api/task-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { TOUR_TEXTS } from "../i18n/tour-texts.js";
import { useBrandNames } from "../pages/use-brand-names.js";
import { Button } from "../ui/button.js";
import { failureWords } from "../ui/failure-notice.js";
import { RunningStep } from "./running-step.js";

/** Between two looks whether an advisor has the task, ms, and how long after the event it must be waiting for something. */
const LOOK_MS = 1_000;
const PATIENCE_MS = 6_000;

interface LiveStepProps {
  readonly flowId: string | undefined;
  readonly customerId: string | undefined;
  readonly customerName: string | undefined;
  readonly onSent: (customer: { readonly customerId: string; readonly customerName: string }) => void;
  readonly onLeave: () => void;
  readonly onFinish: () => void;
}

/** The last deed: a made-up customer enters the newcomer's own flow, and an advisor gets the task. */
export function LiveStep({ flowId, customerId, customerName, onSent, onLeave, onFinish }: LiveStepProps) {
  const t = useTexts(TOUR_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { advisorName } = useBrandNames();
  const [sentAt, setSentAt] = useState(0);
  const send = useMutation({
    mutationFn: () => makeDemoFriend(api),
    onSuccess: (friend) => {
      setSentAt(Date.now());
      onSent({ customerId: friend.customerId, customerName: friend.name });
      // Where the number on the card goes up.
      if (path !== `/flows/${flowId}`) void navigate({ to: `/flows/${flowId}` });
    },
  });
  const tasks = useQuery({
    queryKey: ["tour", "tasks", flowId, customerId],
    queryFn: () => loadTasks(api, { flowId, customerId, limit: 1 }),
    enabled: customerId !== undefined,
    refetchInterval: ({ state }) => (state.data?.items.length ? false : LOOK_MS),
  });
  const task = tasks.data?.items[0];
  const name = task?.customerName ?? customerName ?? "";
  const advisorId = task?.advisorId ?? send.data?.advisorId;
  const names = { name, advisor: advisorId === undefined ? "" : advisorName(advisorId) };
  const isWaiting = customerId !== undefined && task === undefined;
  const isNight = isWaiting && tasks.dataUpdatedAt > sentAt + PATIENCE_MS;
  const selectors = useMemo(() => ['button.card-number[data-tone="people"]'], []);
  return (
    <RunningStep
      step="live"
      onLeave={onLeave}
      onSkip={onFinish}
      view={{
        title: t("live.title"),
        about: task ? "live.done" : isNight ? "live.night" : isWaiting ? "live.waiting" : "live",
        selectors,
        home: `/flows/${flowId}`,
        isFar: false,
        isDone: task !== undefined || isNight,
        text: (
          <>
            {customerId === undefined && <p>{t("live.text")}</p>}
            {send.isError && <p role="alert">{failureWords(send.error, t("live.text"))}</p>}
            {isWaiting && <p>{t(isNight ? "live.night" : "live.waiting", names)}</p>}
            {task && (
              <>
                <p>{t("live.done", names)}</p>
                <p className="tour-result">{task.title}</p>
                <p>
                  <Link to="/tasks" search={{ ...(flowId !== undefined && { flowId }), state: "open" }}>
                    {t("live.tasks")}
                  </Link>
                </p>
              </>
            )}
          </>
        ),
        actions: (
          <>
            {(task || isNight) && (
              <Button tone="primary" onClick={onFinish}>
                {t("live.finish")}
              </Button>
            )}
            <Button
              tone={customerId === undefined ? "primary" : "plain"}
              icon={<UserPlus size={15} aria-hidden />}
              busy={send.isPending}
              onClick={() => send.mutate()}
            >
              {t(customerId === undefined ? "live.send" : "live.again")}
            </Button>
          </>
        ),
      }}
    />
  );
}
