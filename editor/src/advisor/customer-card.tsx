import type { Taxonomy } from "@sopflow/schemas";
import { Suspense } from "react";
import { useApi } from "../api/api-context.js";
import { loadCustomer } from "../api/customer-calls.js";
import { useFetched } from "../api/use-fetched.js";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Tag } from "../ui/badge.js";
import { useDesk } from "./desk-context.js";
import { FriendFor } from "./friend-for.js";
import { lazyPart } from "./lazy-part.js";
import type { CustomerCard as Card } from "./sections.js";
import { TaskItem } from "./task-item.js";
import { tellingTags } from "./telling-tags.js";
import { useInView } from "./use-in-view.js";
import { placeLink } from "./use-place.js";

// Few cards have one: it comes with the sheets, right after the list.
const PromiseItem = lazyPart(async () => (await import("./overlays.js")).PromiseItem);

interface CustomerCardProps {
  readonly card: Card;
  readonly taxonomy: Taxonomy | undefined;
  /** Where tasks of several advisors stand together: whose each is. */
  readonly advisors: readonly { readonly id: string; readonly name: string }[] | undefined;
}

const FRESH_MS = 5 * 60_000;

/** One customer with everything that is to be done for it now. Its profile is read when the card comes into view. */
export function CustomerCard({ card, taxonomy, advisors }: CustomerCardProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const api = useApi();
  const { zone, now } = useDesk();
  const [ref, isSeen] = useInView<HTMLElement>();
  const { customerId } = card;
  const { data: customer } = useFetched(`customer ${customerId}`, () => loadCustomer(api, customerId ?? ""), {
    enabled: isSeen && customerId !== undefined,
    freshMs: FRESH_MS,
  });
  const named = [...card.tasks, ...card.promises].find(({ customerName }) => customerName);
  const name = named?.customerName ?? customer?.name ?? customerId;
  const advisorId = card.tasks[0]?.advisorId ?? card.promises[0]?.advisorId;
  const advisor = advisors?.find(({ id }) => id === advisorId)?.name;
  const tags = customer ? tellingTags(customer, taxonomy) : [];
  return (
    <article ref={ref} className="card">
      <header className="card-head">
        {customerId === undefined ? (
          <h3>{t("staff")}</h3>
        ) : (
          <h3>
            <a href={placeLink({ tab: "customers", customerId })}>{name}</a>
          </h3>
        )}
        {customer?.friendSince !== undefined && (
          <span className="card-since">
            <FriendFor since={customer.friendSince} now={now} zone={zone} />
          </span>
        )}
        {advisor !== undefined && <span className="card-advisor">{t("advisor.of", { name: advisor })}</span>}
        {tags.length > 0 && (
          <div className="card-tags">
            {tags.map(({ tag, careful }) => (
              <Tag key={tag} tone={careful ? "danger" : "neutral"}>
                {tag}
              </Tag>
            ))}
          </div>
        )}
      </header>
      {card.promises.length > 0 && (
        <Suspense>
          {card.promises.map((promise) => (
            <PromiseItem key={promise.id} promise={promise} />
          ))}
        </Suspense>
      )}
      {card.tasks.map((task) => (
        <TaskItem key={task.id} task={task} hasOthers={card.tasks.length > 1} />
      ))}
    </article>
  );
}
