import "../../ui/page.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTaxonomy } from "../../api/brand-calls.js";
import { loadCustomers } from "../../api/customer-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Select, TextInput } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { useBrandNames } from "../use-brand-names.js";
import { readCustomerSearch, TIER_CHOICES } from "./customer-search.js";
import { CustomerTable } from "./customer-table.js";

const route = getRouteApi("/customers");
/** Typing goes on for so long before the list is asked for again, ms. */
const TYPING_MS = 300;

export function CustomersPage() {
  const t = useTexts(CUSTOMERS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const search = route.useSearch();
  const [typed, setTyped] = useState(search.q ?? "");
  const { advisors, advisorName } = useBrandNames();
  const taxonomy = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api), staleTime: 60_000 });
  const { q, ...filter } = search;
  const list = useInfiniteQuery({
    queryKey: ["customers", search],
    queryFn: ({ pageParam }) => loadCustomers(api, { ...filter, search: q, after: pageParam }),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  const customers = list.data?.pages.flatMap((page) => page.items);
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: "/customers", search: readCustomerSearch({ ...search, ...part }), replace: true });
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  useEffect(() => {
    const next = typed.trim();
    if (next === (search.q ?? "")) return undefined;
    const timer = setTimeout(
      () => void navigate({ to: "/customers", search: readCustomerSearch({ ...search, q: next }), replace: true }),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, search, navigate]);
  const clear = () => {
    setTyped("");
    void navigate({ to: "/customers", search: {}, replace: true });
  };
  const isFiltered = Object.keys(search).length > 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <div className="filters">
        <TextInput
          type="search"
          className="filters-search"
          placeholder={t("search")}
          aria-label={t("search")}
          value={typed}
          maxLength={128}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Select
          aria-label={t("column.tags")}
          value={search.tag ?? ""}
          onChange={(event) => change({ tag: event.target.value })}
        >
          <option value="">{t("filter.tag")}</option>
          {taxonomy.data?.data.groups.map((group) => (
            <optgroup key={group.id} label={group.name}>
              {group.tags.map((tag) => (
                <option key={tag} value={tag}>
                  {tag}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        <Select
          aria-label={t("column.tier")}
          value={search.tier ?? ""}
          onChange={(event) => change({ tier: event.target.value })}
        >
          <option value="">{t("filter.tier")}</option>
          {TIER_CHOICES.map((tier) => (
            <option key={tier} value={tier}>
              {t(`tier.${tier}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("column.advisor")}
          value={search.advisorId ?? ""}
          onChange={(event) => change({ advisorId: event.target.value })}
        >
          <option value="">{t("filter.advisor")}</option>
          {advisors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        {isFiltered && (
          <Button tone="quiet" onClick={clear}>
            {t("filter.clear")}
          </Button>
        )}
      </div>
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      <div className="panel">
        {list.isPending && <Skeleton lines={10} label={ui("loading")} />}
        {customers && customers.length > 0 && <CustomerTable customers={customers} advisorName={advisorName} />}
        {customers?.length === 0 && (
          <Empty title={t(isFiltered ? "empty" : "none")}>{t(isFiltered ? "emptyText" : "noneText")}</Empty>
        )}
        {list.hasNextPage && (
          <div className="list-more">
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {ui("more")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
