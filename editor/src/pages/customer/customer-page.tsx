import "../../ui/page.css";
import "./customer.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect } from "react";
import { useApi } from "../../api/api-context.js";
import { ApiFailure } from "../../api/api-failure.js";
import { loadTaxonomy } from "../../api/brand-calls.js";
import { loadCustomer } from "../../api/customer-calls.js";
import { loadTasks } from "../../api/task-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Notice, Skeleton } from "../../ui/notice.js";
import { TaskTable } from "../tasks/task-table.js";
import { useBrandNames } from "../use-brand-names.js";
import { CustomerHead } from "./customer-head.js";
import { FlowsPanel } from "./flows-panel.js";
import { OrdersPanel } from "./orders-panel.js";
import { ProfilePanel } from "./profile-panel.js";
import { RunOutPanel } from "./run-out-panel.js";
import { SuppressionNotice } from "./suppression-notice.js";
import { TagsPanel } from "./tags-panel.js";
import { TimelinePanel } from "./timeline-panel.js";

const route = getRouteApi("/customers/$customerId");

/** Everything that is known of one customer, and everything that happened. */
export function CustomerPage() {
  const t = useTexts(CUSTOMERS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { role } = useSession();
  const navigate = useNavigate();
  const { customerId } = route.useParams();
  const search = route.useSearch();
  const names = useBrandNames();
  const query = useQuery({ queryKey: ["customer", customerId], queryFn: () => loadCustomer(api, customerId) });
  const taxonomy = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api), staleTime: 60_000 });
  const tasks = useQuery({
    queryKey: ["task-list", { customerId }],
    queryFn: () => loadTasks(api, { customerId, order: "latest", limit: 100 }),
  });
  // Asked for apart: of a customer with a long past, the newest hundred may not hold them all.
  const open = useQuery({
    queryKey: ["task-list", { customerId, state: "open" }],
    queryFn: () => loadTasks(api, { customerId, states: ["open"], limit: 100 }),
  });
  const customer = query.data;
  const name = customer?.name ?? t("unnamed");
  useEffect(() => {
    document.title = name;
  }, [name]);
  const taskOf = (id: string) => tasks.data?.items.find((task) => task.id === id);
  const taskTitle = (id: string) => taskOf(id)?.title;
  const outcomeLabel = (id: string, outcome: string) => taskOf(id)?.outcomes.find((one) => one.id === outcome)?.label;
  const known = new Map([...(tasks.data?.items ?? []), ...(open.data?.items ?? [])].map((task) => [task.id, task]));
  const openFirst = [...known.values()].sort(
    (a, b) => Number(b.state === "open") - Number(a.state === "open") || b.issuedAt - a.issuedAt,
  );
  const mergedInto = query.error instanceof ApiFailure ? query.error.details.into : undefined;
  if (typeof mergedInto === "string" && mergedInto !== "") {
    return <Navigate to="/customers/$customerId" params={{ customerId: mergedInto }} search={search} replace />;
  }
  return (
    <div className="page">
      {role === "advisor" ? (
        <a href="/advisor" className="page-back">
          <ArrowLeft size={16} aria-hidden />
          {t("tasks.title")}
        </a>
      ) : (
        <Link to="/customers" className="page-back">
          <ArrowLeft size={16} aria-hidden />
          {t("back")}
        </Link>
      )}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton lines={10} label={ui("loading")} />}
      {customer && (
        <>
          <CustomerHead
            customer={customer}
            advisorName={names.advisorName}
            openTasks={open.data?.total ?? open.data?.items.length}
          />
          {customer.holdReason !== undefined && <Notice tone="warn">{customer.holdReason}</Notice>}
          <SuppressionNotice suppressions={customer.suppressions} productName={names.productName} />
          <div className="customer-grid">
            <div className="customer-column">
              <ProfilePanel customer={customer} />
              <TagsPanel customer={customer} taxonomy={taxonomy.data?.data} />
              <RunOutPanel replenish={customer.replenish} productName={names.productName} />
            </div>
            <div className="customer-column">
              <FlowsPanel customer={customer} />
              <section className="panel" id="tasks">
                <div className="panel-head">
                  <h2>{t("tasks.title")}</h2>
                </div>
                {openFirst.length > 0 ? (
                  <div className="panel-scroll">
                    <TaskTable tasks={openFirst} advisorName={names.advisorName} withCustomer={false} />
                  </div>
                ) : (
                  <p className="panel-body zero">{tasks.isPending ? ui("loading") : t("tasks.none")}</p>
                )}
              </section>
              <OrdersPanel customer={customer} productName={names.productName} />
              <TimelinePanel
                customer={customer}
                names={{ ...names, taskTitle, outcomeLabel }}
                search={search}
                onSearch={(next) =>
                  void navigate({
                    to: "/customers/$customerId",
                    params: { customerId },
                    search: next,
                    replace: true,
                    resetScroll: false,
                  })
                }
              />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
