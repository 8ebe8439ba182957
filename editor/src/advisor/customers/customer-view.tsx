import "../avatar.css";
import "./customers.css";
import "../advisor-sheets.css";
import type { Reminder, Task } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { ApiFailure } from "../../api/api-failure.js";
import { loadAdvisors, loadProducts, loadTaxonomy } from "../../api/brand-calls.js";
import { loadCustomer } from "../../api/customer-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { ADVISOR_TEXTS } from "../../i18n/advisor-texts.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { OrdersPanel } from "../../pages/customer/orders-panel.js";
import { RunOutPanel } from "../../pages/customer/run-out-panel.js";
import { SuppressionNotice } from "../../pages/customer/suppression-notice.js";
import { Button, IconButton } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Notice, Skeleton } from "../../ui/notice.js";
import { useDesk } from "../desk-context.js";
import { BackIcon, ChatIcon, ClockIcon } from "../icons.js";
import { PromiseItem } from "../promise-item.js";
import { TaskItem } from "../task-item.js";
import { goTo, placeLink } from "../use-place.js";
import { CustomerFacts } from "./customer-facts.js";
import { CustomerFlows } from "./customer-flows.js";
import { CustomerNotes } from "./customer-notes.js";
import { CustomerStory } from "./customer-story.js";
import { CustomerTags } from "./customer-tags.js";
import { CustomerWho } from "./customer-who.js";
import { Panel } from "./panel.js";
import { PromiseSheet } from "./promise-sheet.js";

const FRESH_MS = 20_000;
const BRAND_FRESH_MS = 10 * 60_000;

interface CustomerViewProps {
  readonly customerId: string;
  readonly tasks: readonly Task[] | undefined;
  readonly promises: readonly Reminder[];
}

/** One customer on the phone: what is to be done first, then what helps to do it. */
export function CustomerView({ customerId, tasks, promises }: CustomerViewProps) {
  const t = useTexts(DESK_TEXTS);
  const words = useTexts(ADVISOR_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const desk = useDesk();
  const [isPromising, setPromising] = useState(false);
  const brand = { freshMs: BRAND_FRESH_MS };
  const found = useFetched(`customer ${customerId}`, () => loadCustomer(api, customerId), { freshMs: FRESH_MS });
  const taxonomy = useFetched("taxonomy", () => loadTaxonomy(api), brand);
  const products = useFetched("products", () => loadProducts(api), brand);
  const advisors = useFetched("advisors", () => loadAdvisors(api), brand);
  const { outbox } = desk;
  const { askedAt } = found;
  useEffect(() => outbox.settle(`customer ${customerId}`, askedAt), [outbox, customerId, askedAt]);
  const customer = found.data;
  const name = customer?.name ?? customerId;
  const productName = (sku: string) => products.data?.items.find((product) => product.sku === sku)?.name ?? sku;
  const advisorName = (id: string) => advisors.data?.items.find((advisor) => advisor.id === id)?.name ?? id;
  const ownTasks = (tasks ?? []).filter((task) => task.scope === "customer" && task.customerId === customerId);
  const ownPromises = promises.filter((promise) => promise.customerId === customerId).sort((a, b) => a.at - b.at);
  const hasWork = ownTasks.length + ownPromises.length > 0;
  const into = found.error instanceof ApiFailure ? found.error.details.into : undefined;
  const isBeside = desk.besideCustomer === customerId;
  return (
    <>
      <header className="desk-top">
        <IconButton size="l" label={t("back")} onClick={() => goTo({ tab: isBeside ? "tasks" : "customers" })}>
          <BackIcon />
        </IconButton>
        <h1>{name}</h1>
      </header>
      <main className="list desk-customer" tabIndex={-1}>
        {typeof into === "string" && into !== "" ? (
          <Notice>
            {t("c.merged")} <a href={placeLink({ tab: "customers", customerId: into })}>{t("c.open")}</a>
          </Notice>
        ) : (
          found.error !== undefined && !customer && <FailureNotice error={found.error} onRetry={found.refetch} />
        )}
        {!customer && found.error === undefined && <Skeleton lines={9} label={ui("loading")} />}
        {customer && (
          <>
            <CustomerWho customer={customer} advisorName={advisorName} />
            {customer.holdReason !== undefined && <Notice tone="warn">{customer.holdReason}</Notice>}
            <SuppressionNotice suppressions={customer.suppressions} productName={productName} />
            {desk.canAct && (
              <div className="desk-actions">
                {desk.openChat && !isBeside && (
                  <Button
                    size="l"
                    tone={hasWork ? "plain" : "primary"}
                    icon={<ChatIcon />}
                    onClick={() => void desk.openChat?.(customerId)}
                  >
                    {words("openChat")}
                  </Button>
                )}
                <Button size="l" icon={<ClockIcon />} onClick={() => setPromising(true)}>
                  {t("c.promise")}
                </Button>
              </div>
            )}
            <Panel title={t("c.tasks")}>
              {hasWork && <h3 className="hidden-text">{name}</h3>}
              {tasks && !hasWork && <p className="quiet">{t("c.noTasks")}</p>}
              {ownPromises.map((promise) => (
                <PromiseItem key={promise.id} promise={promise} />
              ))}
              {ownTasks.map((task) => (
                <TaskItem key={task.id} task={task} />
              ))}
            </Panel>
            <CustomerTags customer={customer} taxonomy={taxonomy.data?.data} />
            <CustomerFlows customerId={customerId} />
            <CustomerNotes customerId={customerId} advisorName={advisorName} />
            <RunOutPanel replenish={customer.replenish} productName={productName} />
            <OrdersPanel customer={customer} productName={productName} />
            <CustomerFacts customer={customer} />
            <CustomerStory customerId={customerId} />
          </>
        )}
      </main>
      {isPromising && (
        <PromiseSheet
          customer={{ id: customerId, name, advisorId: customer?.advisorId }}
          onClose={() => setPromising(false)}
        />
      )}
    </>
  );
}
