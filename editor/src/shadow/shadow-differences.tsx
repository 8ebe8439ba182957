import { SHADOW_DIFFERENCES, type Shadow, type ShadowDifferenceKind } from "@sopflow/schemas";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadShadowDifferences } from "../api/shadow-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { SHADOW_TEXTS } from "../i18n/shadow-texts.js";
import { ListPanel } from "../pages/list/list-panel.js";
import { usePagedList } from "../pages/list/use-paged-list.js";
import { FilterSelect } from "../ui/filter-select.js";
import { Empty } from "../ui/notice.js";
import { DifferenceTable } from "./difference-table.js";
import { useStepNames } from "./use-step-names.js";

/** So many are kept by the server. */
const KEPT = 2_000;

/** Each difference, by kind and step. */
export function ShadowDifferences({ shadow }: { readonly shadow: Shadow }) {
  const t = useTexts(SHADOW_TEXTS);
  const api = useApi();
  const { stepName } = useStepNames();
  const [kind, setKind] = useState<ShadowDifferenceKind | "">("");
  const [nodeId, setNodeId] = useState("");
  const { flowId, id } = shadow;
  const found = shadow.counts.filter((count) => !count.kind.startsWith("same_"));
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const sumOf = (holds: (one: Shadow["counts"][number]) => boolean) =>
    found.reduce((sum, one) => (holds(one) ? sum + one.count : sum), 0);
  const steps = [...new Set(found.map((one) => one.nodeId))];
  const list = usePagedList(
    // New differences come to the top: then the list is another one.
    ["flow", flowId, "shadow-differences", id, kind, nodeId, total],
    (after) => loadShadowDifferences(api, flowId, { kind: kind || undefined, nodeId: nodeId || undefined, after }),
    { keepsShowing: true },
  );
  return (
    <div className="shadow-list">
      <h3>{t("list")}</h3>
      <div className="filters">
        <FilterSelect
          label={t("filterKind")}
          all={t("allKinds")}
          value={kind}
          onChange={(value) => setKind(SHADOW_DIFFERENCES.find((one) => one === value) ?? "")}
          choices={SHADOW_DIFFERENCES.flatMap((value) => {
            const count = sumOf((one) => one.kind === value);
            return count === 0
              ? []
              : [{ value, label: t("choice", { name: t(`kind.${value}`), count: countWords(count) }) }];
          })}
        />
        <FilterSelect
          label={t("filterStep")}
          all={t("allSteps")}
          value={nodeId}
          onChange={setNodeId}
          choices={steps.map((value) => {
            const count = countWords(sumOf((one) => one.nodeId === value));
            return { value, label: t("choice", { name: stepName(value), count }) };
          })}
        />
      </div>
      <ListPanel list={list} lines={4} empty={<Empty title={t("empty")} />}>
        {(items) => <DifferenceTable items={items} />}
      </ListPanel>
      {total > KEPT && <p className="shadow-notes">{t("kept")}</p>}
    </div>
  );
}
