import { useMutation, useQuery } from "@tanstack/react-query";
import { useApi } from "../../../api/api-context.js";
import { checkWecom, loadWecom } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Skeleton } from "../../../ui/notice.js";
import { ChannelCodes } from "./channel-codes.js";
import { CheckList } from "./check-list.js";
import { useConnection } from "./connection-context.js";
import { ConnectionForm } from "./connection-form.js";
import { ConnectionState } from "./connection-state.js";
import { CopyPanel } from "./copy-panel.js";
import { ReconcilePanel } from "./reconcile-panel.js";

const REFRESH_MS = 15_000;

/** One connection: how it stands, its set-up step by step, what repairs it, and its channel codes. */
export function OneConnection({ readonly }: { readonly readonly: boolean }) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { id } = useConnection();
  const state = useQuery({
    queryKey: ["wecom", "state", id],
    queryFn: () => loadWecom(api, id),
    refetchInterval: REFRESH_MS,
  });
  const check = useMutation({ mutationFn: () => checkWecom(api, id), onSettled: () => state.refetch() });
  if (!state.data) {
    if (state.isError) return <FailureNotice error={state.error} onRetry={() => void state.refetch()} />;
    return <Skeleton lines={10} label={ui("loading")} />;
  }
  const mayCheck = state.data.configured && state.data.enabled;
  return (
    <>
      <ConnectionState state={state.data} />
      <CheckList
        checks={check.data?.items}
        error={check.error}
        busy={check.isPending}
        isReady={mayCheck}
        onRun={readonly ? undefined : () => check.mutate()}
      />
      <ConnectionForm state={state.data} onSaved={(saved) => saved.enabled && check.mutate()} />
      <CopyPanel state={state.data} />
      <ReconcilePanel state={state.data} readonly={readonly} />
      <ChannelCodes readonly={readonly} isReady={mayCheck} />
    </>
  );
}
