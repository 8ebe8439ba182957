import "./panels.css";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useContext, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadVersion, loadVersions } from "../api/flow-calls.js";
import { OpenListsContext } from "../canvas/live-counts.js";
import { replaceFlow } from "../document/commands/replace-flow.js";
import { perform, useEditor } from "../editing/editor-session.js";
import { clearSelection } from "../editing/editor-view.js";
import { actorWords } from "../i18n/actor-words.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { InsideLines } from "../inside/inside-lines.js";
import { agoWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Badge } from "../ui/badge.js";
import { Button } from "../ui/button.js";
import { ConfirmDialog } from "../ui/dialog.js";
import { FailureNotice, failureWords } from "../ui/failure-notice.js";
import { Empty, Skeleton } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";
import { VersionChanges } from "./version-changes.js";

export interface VersionsPanelProps {
  readonly flowId: string;
  readonly publishedVersion: number | undefined;
  readonly mayRestore?: boolean;
}

/** What was published, newest first. Restoring takes an old version's content into the draft; it can be undone. */
export function VersionsPanel({ flowId, publishedVersion, mayRestore = false }: VersionsPanelProps) {
  const session = useEditor();
  const lists = useContext(OpenListsContext);
  const api = useApi();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const editor = useTexts(EDITOR_TEXTS);
  const locale = useLocale();
  const now = useNow();
  const toasts = useToasts();
  const [asked, setAsked] = useState<number>();
  const [compared, setCompared] = useState<number>();
  const versions = useQuery({
    queryKey: ["flow", flowId, "versions", publishedVersion],
    queryFn: () => loadVersions(api, flowId),
  });
  const restore = useMutation({
    mutationFn: (version: number) => loadVersion(api, flowId, version),
    onSuccess: ({ flow, version }) => {
      setAsked(undefined);
      clearSelection(session.view);
      if (perform(session, replaceFlow, { flow }).ok) toasts.say(t("versions.restored", { version }));
    },
    onError: (error) => {
      setAsked(undefined);
      toasts.fail(failureWords(error, t("versions.failed")));
    },
  });
  if (versions.isError) return <FailureNotice error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!versions.data) return <Skeleton label={t("versions.loading")} />;
  if (versions.data.items.length === 0) return <Empty title={t("versions.none")}>{t("versions.noneText")}</Empty>;
  return (
    <>
      <InsideLines flowId={flowId} publishedVersion={publishedVersion} />
      <ul className="versions">
        {versions.data.items.map(({ version, publishedAt, publishedBy, people }) => (
          <li key={version}>
            <div className="version">
              <div>
                <strong>
                  {editor("versions.nth", { version })}{" "}
                  {version === publishedVersion && <Badge tone="ok">{t("versions.current")}</Badge>}
                </strong>
                <span>
                  {agoWords(publishedAt, now, locale)} · {actorWords(publishedBy, locale)}
                </span>
                {lists !== undefined && people > 0 ? (
                  <button type="button" className="version-people" onClick={() => lists.version(version)}>
                    {t("versions.people", { count: people })}
                  </button>
                ) : (
                  <span>{t("versions.people", { count: people })}</span>
                )}
              </div>
              <Button
                size="s"
                tone="quiet"
                aria-expanded={compared === version}
                onClick={() => setCompared(compared === version ? undefined : version)}
              >
                {t(compared === version ? "versions.hide" : "versions.compare")}
              </Button>
              {mayRestore && (
                <Button size="s" onClick={() => setAsked(version)}>
                  {t("versions.restore")}
                </Button>
              )}
            </div>
            {compared === version && <VersionChanges flowId={flowId} version={version} />}
          </li>
        ))}
      </ul>
      {asked !== undefined && (
        <ConfirmDialog
          title={t("versions.ask", { version: asked })}
          confirm={t("versions.restore")}
          busy={restore.isPending}
          onConfirm={() => restore.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          {t("versions.askText")}
        </ConfirmDialog>
      )}
    </>
  );
}
