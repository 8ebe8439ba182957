import type { CustomerView } from "@sopflow/schemas";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useApi } from "../../api/api-context.js";
import { loadFlow } from "../../api/flow-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { nodeName } from "../people/node-name.js";

interface FlowsPanelProps {
  readonly enrollments: CustomerView["enrollments"];
  readonly flowName: (id: string) => string;
}

/** The flows a customer is in, and at which step. */
export function FlowsPanel({ enrollments, flowName }: FlowsPanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand, role } = useSession();
  const now = useNow();
  const flowIds = [...new Set(enrollments.map(({ flowId }) => flowId))];
  const flows = useQueries({
    queries: flowIds.map((flowId) => ({
      queryKey: ["flow", flowId],
      queryFn: () => loadFlow(api, flowId),
      enabled: role !== "advisor",
    })),
  });
  const nodeOf = (flowId: string, nodeId: string) => {
    const nodes = flows[flowIds.indexOf(flowId)]?.data?.flow.nodes;
    return nodeName(nodes?.find(({ id }) => id === nodeId) ?? { id: nodeId }, locale);
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("flows.title")}</h2>
      </div>
      <div className="panel-body">
        {enrollments.length === 0 && <p className="zero">{t("flows.none")}</p>}
        <ul className="rows">
          {enrollments.map(({ id, flowId, version, nodeId, since }) => (
            <li key={id}>
              {role === "advisor" ? (
                <strong>{flowName(flowId)}</strong>
              ) : (
                <Link to="/flows/$flowId" params={{ flowId }} className="cell-main">
                  {flowName(flowId)}
                </Link>
              )}
              <span className="cell-sub">
                {t("flows.at", {
                  node: nodeOf(flowId, nodeId),
                  since: momentWords(brand.timezone, since, now, locale),
                })}
              </span>
              <span className="cell-sub rows-end">{t("flows.version", { version })}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
