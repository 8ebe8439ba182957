import { Suspense, useEffect, useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadAdvisors } from "../api/brand-calls.js";
import { useFetched } from "../api/use-fetched.js";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { useSession } from "../session/session-context.js";
import { useNow } from "../time/use-now.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { BottomBar } from "./bottom-bar.js";
import { DeskContext } from "./desk-context.js";
import { lazyPart } from "./lazy-part.js";
import type { Overlay } from "./overlay.js";
import { countTasks, sortIntoSections } from "./sections.js";
import { TasksTab } from "./tasks-tab.js";
import { useBesideCustomer } from "./use-beside-customer.js";
import { useBridge } from "./use-bridge.js";
import { useCopiedTask } from "./use-copied-task.js";
import { useDesk } from "./use-desk.js";
import { useOutbox } from "./use-outbox.js";
import { usePlace } from "./use-place.js";
import { useTaskList } from "./use-task-list.js";

// Not needed to show the list, so it comes right after it: before anybody can have read the first card.
const loadOverlays = () => import("./overlays.js");
const Overlays = lazyPart(async () => (await loadOverlays()).Overlays);
const OutboxNotices = lazyPart(async () => (await loadOverlays()).OutboxNotices);
const UndoBar = lazyPart(async () => (await loadOverlays()).UndoBar);
const OtherTab = lazyPart(async () => (await import("./other-tab.js")).OtherTab);

const BRAND_FRESH_MS = 10 * 60_000;

/** An advisor's pages: tasks, customers, scripts, and what concerns the advisor alone. */
export function AdvisorPage() {
  const t = useTexts(ADVISOR_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const session = useSession();
  const zone = session.brand.timezone;
  const now = useNow();
  const place = usePlace();
  const isAdvisor = session.role === "advisor";
  const [advisorId, setAdvisorId] = useState<string>();
  const [overlay, setOverlay] = useState<Overlay>();
  const { outbox, entries } = useOutbox(session);
  const found = useTaskList(advisorId, outbox, entries);
  const { tasks, promises } = found;
  const { returnedFrom, copied, clear } = useCopiedTask();
  const bridge = useBridge();
  const beside = useBesideCustomer(bridge);
  const parts = { now, outbox, entries, bridge, besideCustomer: beside.customerId, copied, clearCopied: clear };
  const { desk, act } = useDesk({ ...parts, show: setOverlay, loadWork: loadOverlays });
  const advisors = useFetched("advisors", () => loadAdvisors(api), { freshMs: BRAND_FRESH_MS });

  const urgent = useMemo(() => {
    if (!tasks) return 0;
    const { overdue, now: soon, today } = sortIntoSections(tasks, { now, zone }, promises);
    return countTasks(overdue) + countTasks(soon) + countTasks(today);
  }, [tasks, promises, now, zone]);
  const names = advisors.data?.items;
  const own = names?.find(({ id }) => id === (isAdvisor ? session.advisorId : advisorId))?.name;
  const isAll = !isAdvisor && advisorId === undefined;
  const title = isAll ? t("titleAll") : own === undefined || isAdvisor ? t("title") : t("titleOf", { name: own });
  useEffect(() => {
    document.title = urgent > 0 ? `(${urgent}) ${title}` : title;
  }, [urgent, title]);

  useEffect(() => {
    loadOverlays().then(
      (overlays) => overlays.loadRest(),
      () => undefined,
    );
  }, []);

  const returned = returnedFrom === undefined ? undefined : tasks?.find(({ id }) => id === returnedFrom);
  const shown: Overlay | undefined =
    overlay ?? (returned && { kind: "task", sheet: { task: returned, intent: "done", occasion: "returned" } });
  const unsent = entries.filter(({ state, held }) => state === "refused" || (state === "waiting" && held)).length;
  const isOnTasks = place.tab === "tasks";

  return (
    <DeskContext value={desk}>
      <div className="notices">
        {session.role === "viewer" && <Notice title={t("viewer.title")}>{t("viewer.text")}</Notice>}
        {beside.isUnknown && <Notice>{t("beside.unknown")}</Notice>}
        {unsent > 0 && (
          <Suspense>
            <OutboxNotices outbox={outbox} entries={entries} />
          </Suspense>
        )}
      </div>
      {/* Kept while one is elsewhere: what was typed and opened is still there on coming back. */}
      <div hidden={!isOnTasks}>
        <TasksTab
          title={title}
          now={now}
          zone={zone}
          found={found}
          cardAdvisors={isAll ? names : undefined}
          advisors={isAdvisor ? undefined : (names ?? [])}
          advisorId={advisorId}
          onAdvisor={setAdvisorId}
        />
      </div>
      {!isOnTasks && (
        <Suspense fallback={<Skeleton lines={9} label={ui("loading")} />}>
          <OtherTab place={place} tasks={tasks} promises={promises} outbox={outbox} entries={entries} own={own} />
        </Suspense>
      )}
      <div className="undo" role="status" aria-live="polite">
        {entries.length > 0 && (
          <Suspense>
            <UndoBar entries={entries} onUndo={(key) => outbox.undo(key)} />
          </Suspense>
        )}
      </div>
      <BottomBar tab={place.tab} urgent={urgent} unsent={unsent} />
      {shown && (
        <Suspense>
          <Overlays
            overlay={shown}
            tasks={tasks}
            now={now}
            zone={zone}
            onAct={act}
            onClose={() => {
              setOverlay(undefined);
              clear();
            }}
          />
        </Suspense>
      )}
    </DeskContext>
  );
}
