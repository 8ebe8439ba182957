import "../avatar.css";
import "./customers.css";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadCustomers } from "../../api/customer-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { moneyWords } from "../../i18n/money-words.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { agoWords } from "../../time/moment-words.js";
import { Tag } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { TextInput } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { useDesk } from "../desk-context.js";
import { placeLink } from "../use-place.js";
import { useSearch } from "../use-search.js";

const PAGE = 30;
const FRESH_MS = 30_000;
const SHOWN_TAGS = 3;

/** The advisor's customers. */
export function CustomersTab() {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { now } = useDesk();
  const { typed, search, type } = useSearch();
  const [limit, setLimit] = useState(PAGE);
  const list = useFetched(
    `customers ${limit} ${search}`,
    () => loadCustomers(api, { limit, search: search || undefined }),
    { freshMs: FRESH_MS },
  );
  const items = list.data?.items;
  return (
    <>
      <header className="tab-head">
        <h1>{t("customers.title")}</h1>
        <TextInput
          type="search"
          placeholder={t("customers.search")}
          aria-label={t("customers.search")}
          value={typed}
          maxLength={128}
          onChange={(event) => {
            setLimit(PAGE);
            type(event.target.value);
          }}
        />
      </header>
      <main className="list" tabIndex={-1}>
        {list.error !== undefined && <FailureNotice error={list.error} onRetry={list.refetch} />}
        {!items && list.error === undefined && <Skeleton lines={8} label={ui("loading")} />}
        {items && items.length > 0 && (
          <ul className="people">
            {items.map(({ id, name = id, tags, orderCount, spend, activityAt }) => (
              <li key={id}>
                <a href={placeLink({ tab: "customers", customerId: id })}>
                  <span className="avatar" aria-hidden="true">
                    {[...name][0]}
                  </span>
                  <span className="people-who">
                    <strong>{name}</strong>
                    <span className="people-about">
                      {[
                        orderCount > 0 && t("customers.orders", { count: orderCount, spend: moneyWords(spend) }),
                        activityAt !== undefined && t("customers.active", { when: agoWords(activityAt, now, locale) }),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                    {tags.length > 0 && (
                      <span className="card-tags">
                        {tags.slice(0, SHOWN_TAGS).map((tag) => (
                          <Tag key={tag}>{tag}</Tag>
                        ))}
                        {tags.length > SHOWN_TAGS && <Tag>+{tags.length - SHOWN_TAGS}</Tag>}
                      </span>
                    )}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
        {list.data?.next !== undefined && limit < MOST && (
          <Button size="l" busy={list.isFetching} onClick={() => setLimit(Math.min(MOST, limit + 2 * PAGE))}>
            {ui("more")}
          </Button>
        )}
        {items?.length === 0 &&
          (search === "" ? (
            <Empty title={t("customers.empty")}>{t("customers.emptyText")}</Empty>
          ) : (
            <Empty title={t("customers.none")} />
          ))}
      </main>
    </>
  );
}

/** As many as the server gives at once; beyond that, searching is faster than leafing. */
const MOST = 200;
