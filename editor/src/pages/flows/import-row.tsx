import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useApi } from "../../api/api-context.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { checkFile, importChecked } from "./import-file.js";
import { ProblemList } from "./problem-list.js";

/** One file of an import: checked at once, imported when its button is pressed. */
export function ImportRow({ file }: { file: File }) {
  const t = useTexts(FLOWS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const id = useId();
  const check = useQuery({ queryKey: ["import", id], queryFn: () => checkFile(api, file), gcTime: 0 });
  const checked = check.data?.kind === "checked" ? check.data : undefined;
  const take = useMutation({
    mutationFn: (asCopy: boolean) => importChecked(api, checked?.flow, asCopy),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["flows"] }),
  });
  const outcome = take.data;
  const diagnostics = outcome?.kind === "refused" ? outcome.diagnostics : (checked?.diagnostics ?? []);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;

  const words = () => {
    if (check.isPending) return t("import.checking");
    if (check.data?.kind === "unreadable") return t(`import.${check.data.why}`);
    if (outcome?.kind === "imported") return t("import.done");
    if (outcome?.kind === "taken") return t("import.copy");
    if (outcome?.kind === "refused") {
      return errors > 0 ? t("import.refused", { count: errors }) : outcome.message;
    }
    if (errors > 0) return t("import.errors", { count: errors });
    return diagnostics.length > 0 ? t("import.warnings", { count: diagnostics.length }) : t("import.ready");
  };
  return (
    <li className="import-file">
      <div className="import-file-head">
        <strong>{file.name}</strong>
        <span className="cell-sub" role="status">
          {words()}
        </span>
        {checked && outcome === undefined && (
          <Button tone="primary" size="s" busy={take.isPending} onClick={() => take.mutate(false)}>
            {t(errors > 0 ? "import.draft" : "import.do")}
          </Button>
        )}
        {outcome?.kind === "taken" && (
          <Button tone="primary" size="s" busy={take.isPending} onClick={() => take.mutate(true)}>
            {t("import.do")}
          </Button>
        )}
        {outcome?.kind === "imported" && (
          <Link className="button button-plain button-s" to="/flows/$flowId" params={{ flowId: outcome.flowId }}>
            {t("import.open")}
          </Link>
        )}
      </div>
      {check.isError && <FailureNotice error={check.error} onRetry={() => void check.refetch()} />}
      {take.isError && <FailureNotice error={take.error} />}
      {diagnostics.length > 0 && <ProblemList diagnostics={diagnostics} />}
    </li>
  );
}
