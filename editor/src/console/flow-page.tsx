import "../ui/page.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadFlow } from "../api/flow-calls.js";
import type { OpenLists } from "../canvas/live-counts.js";
import { readPeopleSearch } from "../pages/people/people-search.js";
import { readTaskSearch } from "../pages/tasks/task-search.js";
import { FlowEditor } from "../panels/flow-editor.js";
import { StepListDialog } from "../panels/late-parts.js";
import type { StepAsk } from "../panels/step-list-dialog.js";
import { useEditorBrand } from "../panels/use-editor-brand.js";
import { mayDesign, useSession } from "../session/session-context.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { late } from "../ui/late.js";
import { LoadingPage } from "./page-states.js";

/** Most who open a flow may edit it. */
const FlowViewer = late(async () => (await import("../panels/flow-viewer.js")).FlowViewer, LoadingPage);

const route = getRouteApi("/flows/$flowId");

/** One flow on the canvas. Loaded apart from the rest of the console, with everything that only the canvas needs. */
export function FlowPage() {
  const { flowId } = route.useParams();
  // Another flow is another editor: nothing of the one before it may stay.
  return <OneFlow key={flowId} flowId={flowId} />;
}

function OneFlow({ flowId }: { flowId: string }) {
  const api = useApi();
  const navigate = useNavigate();
  const session = useSession();
  const look = route.useSearch();
  const brand = useEditorBrand();
  const saved = useQuery({
    queryKey: ["flow", flowId, "draft"],
    queryFn: () => loadFlow(api, flowId),
    // The editor keeps what it loaded; a draft from before would be edited in the place of the newest.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const openFlow = useCallback(
    (id: string) => void navigate({ to: "/flows/$flowId", params: { flowId: id } }),
    [navigate],
  );
  const [asked, setAsked] = useState<StepAsk>();
  const lists = useMemo<OpenLists>(
    () => ({
      people: (nodeId, state) =>
        void navigate({ to: "/flows/$flowId/people", params: { flowId }, search: readPeopleSearch({ nodeId, state }) }),
      tasks: (nodeId, state) => void navigate({ to: "/tasks", search: readTaskSearch({ flowId, nodeId, state }) }),
      version: (version) =>
        void navigate({ to: "/flows/$flowId/people", params: { flowId }, search: readPeopleSearch({ version }) }),
      trace: (nodeId, what, port) => setAsked({ nodeId, what, ...(port !== undefined && { port }) }),
      arm: (nodeId, version, { id, label }) => setAsked({ nodeId, what: "arm", version, arm: id, label }),
    }),
    [navigate, flowId],
  );
  if (saved.isError) return <FailureNotice error={saved.error} onRetry={() => void saved.refetch()} />;
  if (!saved.data || !brand) return <LoadingPage />;
  const { flow } = saved.data;
  return (
    <>
      {mayDesign(session) ? (
        <FlowEditor saved={saved.data} brand={brand} onOpenFlow={openFlow} lists={lists} look={look} />
      ) : (
        <FlowViewer saved={saved.data} brand={brand} lists={lists} look={look} />
      )}
      {asked && <StepListDialog flow={flow} ask={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}
