import type { Reminder, Task } from "@sopflow/schemas";
import { lazyPart } from "./lazy-part.js";
import type { Outbox } from "./outbox/outbox.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";
import type { Place } from "./use-place.js";

const CustomersTab = lazyPart(async () => (await import("./customers/customers-tab.js")).CustomersTab);
const CustomerView = lazyPart(async () => (await import("./customers/customer-view.js")).CustomerView);
const LibraryTab = lazyPart(async () => (await import("./library/library-tab.js")).LibraryTab);
const MeTab = lazyPart(async () => (await import("./me/me-tab.js")).MeTab);

export const loadTabs = (): Promise<unknown> =>
  Promise.allSettled([
    import("./customers/customers-tab.js"),
    import("./customers/customer-view.js"),
    import("./library/library-tab.js"),
    import("./me/me-tab.js"),
  ]);

interface OtherTabProps {
  readonly place: Place;
  readonly tasks: readonly Task[] | undefined;
  readonly promises: readonly Reminder[];
  readonly outbox: Outbox;
  readonly entries: readonly OutboxEntry[];
  /** What the advisor is called. */
  readonly own: string | undefined;
}

/** The pages beside the list of tasks, each loaded when somebody goes there. */
export function OtherTab({ place: { tab, customerId }, tasks, promises, outbox, entries, own }: OtherTabProps) {
  if (tab === "library") return <LibraryTab />;
  if (tab === "me") return <MeTab outbox={outbox} entries={entries} name={own} />;
  if (customerId === undefined) return <CustomersTab />;
  return <CustomerView key={customerId} customerId={customerId} tasks={tasks} promises={promises} />;
}
