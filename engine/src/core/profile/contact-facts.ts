import { TASK_PURPOSES, type TaskPurpose } from "@sopflow/schemas";
import { contactsInDays, lastContactAt } from "./contacts.js";
import { AT, CUSTOMER, CustomerFactView, ZONE } from "./customer-fact-view.js";

/** Contacts of one purpose. */
class ContactCounts extends CustomerFactView {
  readonly #purpose: TaskPurpose;

  constructor({ [CUSTOMER]: customer, [AT]: at, [ZONE]: zone }: CustomerFactView, purpose: TaskPurpose) {
    super(customer, at, zone);
    this.#purpose = purpose;
  }

  get lastAt(): number | undefined {
    return lastContactAt(this[CUSTOMER], this.#purpose);
  }
  get last7d(): number {
    return contactsInDays(this[CUSTOMER], 7, this[AT], this.#purpose);
  }
  get last30d(): number {
    return contactsInDays(this[CUSTOMER], 30, this[AT], this.#purpose);
  }
}

/** `customer.contacts`: contacts that we began, replies left out, and each purpose by itself. */
export class ContactFacts extends CustomerFactView {
  get lastAt(): number | undefined {
    return lastContactAt(this[CUSTOMER]);
  }
  get last7d(): number {
    return contactsInDays(this[CUSTOMER], 7, this[AT]);
  }
  get last30d(): number {
    return contactsInDays(this[CUSTOMER], 30, this[AT]);
  }
  get byPurpose(): Readonly<Record<string, ContactCounts>> {
    return Object.fromEntries(TASK_PURPOSES.map((purpose) => [purpose, new ContactCounts(this, purpose)]));
  }
}
