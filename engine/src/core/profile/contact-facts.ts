import { type Customer, TASK_PURPOSES, type TaskPurpose } from "@sopflow/schemas";
import { contactsInDays, lastContactAt } from "./contacts.js";
import { FactView } from "./fact-view.js";

class ContactCounts extends FactView {
  readonly #customer: Customer;
  readonly #at: number;
  readonly #purpose: TaskPurpose | undefined;

  constructor(customer: Customer, at: number, purpose?: TaskPurpose) {
    super();
    this.#customer = customer;
    this.#at = at;
    this.#purpose = purpose;
  }

  get lastAt(): number | undefined {
    return lastContactAt(this.#customer, this.#purpose);
  }
  get last7d(): number {
    return contactsInDays(this.#customer, 7, this.#at, this.#purpose);
  }
  get last30d(): number {
    return contactsInDays(this.#customer, 30, this.#at, this.#purpose);
  }
}

/** `customer.contacts`: contacts that we began, replies left out, and each purpose by itself. */
export class ContactFacts extends FactView {
  readonly #customer: Customer;
  readonly #at: number;

  constructor(customer: Customer, at: number) {
    super();
    this.#customer = customer;
    this.#at = at;
  }

  get lastAt(): number | undefined {
    return lastContactAt(this.#customer);
  }
  get last7d(): number {
    return contactsInDays(this.#customer, 7, this.#at);
  }
  get last30d(): number {
    return contactsInDays(this.#customer, 30, this.#at);
  }
  get byPurpose(): Readonly<Record<string, ContactCounts>> {
    return Object.fromEntries(
      TASK_PURPOSES.map((purpose) => [purpose, new ContactCounts(this.#customer, this.#at, purpose)]),
    );
  }
}
