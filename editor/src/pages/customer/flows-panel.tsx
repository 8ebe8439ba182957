import type { CustomerView } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { OrderMenu } from "../../inside/order-menu.js";
import { mayReadFlows, useSession } from "../../session/session-context.js";
import { dayWords, momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Badge } from "../../ui/badge.js";
import { EntryCheckButton } from "../../why/entry-check-button.js";
import { stepName } from "../people/node-name.js";
import { StartFlow } from "./start-flow.js";

/** The flows a customer is in: at which step, since when, and until when it waits there. */
export function FlowsPanel({ customer }: { readonly customer: Pick<CustomerView, "id" | "name" | "enrollments"> }) {
  const { enrollments } = customer;
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const now = useNow();
  const zone = session.brand.timezone;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("flows.title")}</h2>
        {mayReadFlows(session) && <EntryCheckButton customerId={customer.id} name={customer.name ?? t("unnamed")} />}
      </div>
      <div className="panel-body">
        <StartFlow customerId={customer.id} />
        {enrollments.length === 0 && <p className="zero">{t("flows.none")}</p>}
        <ul className="rows">
          {enrollments.map((enrollment) => {
            const { id, flowId, version, nodeId, since, enteredAt, state, node } = enrollment;
            const flowName = enrollment.flowName ?? flowId;
            const step = stepName(enrollment, locale);
            return (
              <li key={id}>
                <div className="rows-main">
                  {mayReadFlows(session) ? (
                    <Link to="/flows/$flowId" params={{ flowId }} className="cell-main">
                      {flowName}
                    </Link>
                  ) : (
                    <strong>{flowName}</strong>
                  )}{" "}
                  {state === "closing" && <Badge>{t("flows.closing")}</Badge>}
                  <div className="cell-sub">
                    {t("flows.entered", { when: dayWords(zone, enteredAt, now, locale), version })}
                  </div>
                </div>
                <div className="rows-end">
                  {mayReadFlows(session) ? (
                    <Link to="/flows/$flowId/people" params={{ flowId }} search={{ nodeId }}>
                      {step}
                    </Link>
                  ) : (
                    step
                  )}
                  <div className="cell-sub">
                    {t("flows.since", { when: momentWords(zone, since, now, locale) })}
                    {node?.dueAt !== undefined &&
                      node.dueAt > now &&
                      ` · ${t("flows.until", { when: momentWords(zone, node.dueAt, now, locale) })}`}
                  </div>
                </div>
                <OrderMenu
                  customerId={customer.id}
                  enrollmentId={id}
                  state={state}
                  flowId={flowId}
                  flowName={flowName}
                  customerName={customer.name}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
