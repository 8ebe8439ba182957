import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTaxonomy } from "../../api/brand-calls.js";
import { loadCustomers } from "../../api/customer-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { SearchBox } from "../../ui/search-box.js";
import { ListFrame } from "../list/list-frame.js";
import { usePagedList } from "../list/use-paged-list.js";
import { useBrandNames } from "../use-brand-names.js";
import { readCustomerSearch, TIER_CHOICES } from "./customer-search.js";
import { CustomerTable } from "./customer-table.js";
import { StartListButton } from "./start/start-list-button.js";

const route = getRouteApi("/customers");
/** Typing goes on for so long before the list is asked for again, ms. */
const TYPING_MS = 300;

/** Everybody the brand knows, by name, tag, tier and advisor. */
export function CustomersPage() {
  const t = useTexts(CUSTOMERS_TEXTS);
  const shared = useTexts(CONSOLE_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { advisors, advisorName } = useBrandNames();
  const taxonomy = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api), staleTime: 60_000 });
  const { q, ...filter } = search;
  const list = usePagedList(["customers", search], (after) => loadCustomers(api, { ...filter, search: q, after }), {
    keepsShowing: true,
  });
  const change = useCallback(
    (part: Record<string, unknown>) =>
      void navigate({ to: "/customers", search: readCustomerSearch({ ...search, ...part }), replace: true }),
    [navigate, search],
  );
  const searchFor = useCallback((text: string) => change({ q: text }), [change]);
  const clear =
    Object.keys(search).length > 0 ? () => void navigate({ to: "/customers", search: {}, replace: true }) : undefined;
  return (
    <ListFrame
      title={t("title")}
      list={list}
      actions={<StartListButton filter={{ ...filter, search: q }} />}
      onClear={clear}
      filters={
        <>
          <SearchBox label={t("search")} value={q ?? ""} onChange={searchFor} delayMs={TYPING_MS} />
          <FilterSelect
            label={t("column.tags")}
            all={t("filter.tag")}
            value={search.tag ?? ""}
            onChange={(tag) => change({ tag })}
            choices={(taxonomy.data?.data.groups ?? []).map(({ id, name, tags }) => ({
              key: id,
              label: name,
              choices: tags.map((tag) => ({ value: tag, label: tag })),
            }))}
          />
          <FilterSelect
            label={t("column.tier")}
            all={t("filter.tier")}
            value={search.tier ?? ""}
            onChange={(tier) => change({ tier })}
            choices={TIER_CHOICES.map((tier) => ({ value: tier, label: t(`tier.${tier}`) }))}
          />
          <FilterSelect
            label={t("column.advisor")}
            all={t("filter.advisor")}
            value={search.advisorId ?? ""}
            onChange={(advisorId) => change({ advisorId })}
            choices={advisors.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      }
      empty={
        clear ? (
          <Empty title={t("empty")} actions={<Button onClick={clear}>{shared("list.clear")}</Button>}>
            {t("emptyText")}
          </Empty>
        ) : (
          <Empty title={t("none")}>{t("noneText")}</Empty>
        )
      }
    >
      {(customers) => <CustomerTable customers={customers} advisorName={advisorName} />}
    </ListFrame>
  );
}
