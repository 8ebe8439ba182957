import type { Reminder, Task } from "@sopflow/schemas";
import { lazy } from "react";
import type { Outbox } from "./outbox/outbox.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";
import type { Place } from "./use-place.js";

const CustomersTab = lazy(async () => ({ default: (await import("./customers/customers-tab.js")).CustomersTab }));
const CustomerView = lazy(async () => ({ default: (await import("./customers/customer-view.js")).CustomerView }));
const LibraryTab = lazy(async () => ({ default: (await import("./library/library-tab.js")).LibraryTab }));
const MeTab = lazy(async () => ({ default: (await import("./me/me-tab.js")).MeTab }));

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
