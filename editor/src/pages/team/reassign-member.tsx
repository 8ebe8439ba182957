import type { TeamMember } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.js";
import { loadOpenTasks } from "../../api/task-calls.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Dialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { ReassignDialog } from "./reassign-dialog.js";

interface ReassignMemberProps {
  readonly member: TeamMember;
  /** Who takes them over; undefined: to be chosen. */
  readonly to: string | undefined;
  readonly onClose: () => void;
}

/** Hands on what an advisor has open, after it was loaded: all of it is there to choose from. */
export function ReassignMember({ member, to, onClose }: ReassignMemberProps) {
  const t = useTexts(TEAM_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { advisorId, name } = member;
  const open = useQuery({
    queryKey: ["team", "open", advisorId],
    queryFn: () => loadOpenTasks(api, advisorId),
    // What is chosen from must not change under the reader's hand.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const title = t(to === undefined ? "reassign.title" : "reassign.takeOverTitle", { name });
  if (open.data && open.data.length > 0) {
    return <ReassignDialog title={title} tasks={open.data} from={advisorId} to={to} onClose={onClose} />;
  }
  return (
    <Dialog title={title} onClose={onClose}>
      {open.isError && <FailureNotice error={open.error} onRetry={() => void open.refetch()} />}
      {open.isPending && <Skeleton lines={5} label={ui("loading")} />}
      {open.data && <Empty title={t("reassign.noTasks")}>{t("reassign.noTasksText")}</Empty>}
    </Dialog>
  );
}
