import type { Customer } from "@sopflow/schemas";
import type { CustomerFilter, CustomerStore } from "../port.js";
import { summarizeCustomer } from "../summarize-customer.js";
import type { Query } from "./connection.js";
import type { Data } from "./data.js";
import { bindIdentities, resolveIdentity } from "./identities.js";

const SHOWN = { $in: ["live", "held"] };

export function createCustomers(data: Data): CustomerStore {
  const { connection } = data;
  return {
    async load(ids) {
      const customers = new Map<string, Customer>();
      for (const { doc } of await data.read(() => connection.byIds("customers", [...new Set(ids)]))) {
        const customer: Customer = JSON.parse(doc);
        customers.set(customer.id, customer);
      }
      return customers;
    },
    async due(before, limit) {
      // A comparison with a number finds numbers only, so never those who wait for nothing.
      const rows = await data.read(() => connection.wakes({ $lte: before }, limit));
      return rows;
    },
    nextWake: async () => (await data.read(() => connection.wakes({ $gt: Number.MIN_SAFE_INTEGER }, 1)))[0]?.wakeAt,
    pageIds: (afterId, limit) => data.read(() => connection.ids("customers", { _id: { $gt: afterId } }, limit)),
    resolve: (idType, value) => resolveIdentity(data, idType, value),
    bindIdentity: async (idType, value, customerId) =>
      // Nearly always bound already: then no write.
      (await resolveIdentity(data, idType, value)) ??
      (await bindIdentities(data, [{ idType, value, customerId }]))[0] ??
      customerId,
    bindIdentities: (bindings) => bindIdentities(data, bindings),
    async list(filter) {
      const rows = await data.read(async () =>
        connection.find("customers", await toQuery(data, filter), { sort: { _id: 1 }, limit: filter.limit }),
      );
      return rows.map(({ doc }) => summarizeCustomer(JSON.parse(doc)));
    },
    count: () => data.read(() => connection.count("customers", { status: SHOWN })),
  };
}

async function toQuery(data: Data, { afterId, advisorId, tier, tag, text }: CustomerFilter): Promise<Query> {
  const query: Record<string, unknown> = { status: SHOWN };
  if (afterId !== undefined) query._id = { $gt: afterId };
  if (advisorId !== undefined) query.advisorId = advisorId;
  if (tier !== undefined) query.tier = tier;
  if (tag !== undefined) query.tags = tag;
  if (text !== undefined) {
    const bound = await data.connection.find("identities", { value: text });
    const ids = [text, ...bound.map(({ customerId }) => customerId)];
    query.$or = [{ name: { $regex: inEitherCase(text) } }, { _id: { $in: ids } }];
  }
  return query;
}

/** Finds the text as it stands, ASCII letters in either case (the `i` flag would fold others too, server by server). */
function inEitherCase(text: string): string {
  return [...text]
    .map((sign) => {
      if (/[a-z]/i.test(sign)) return `[${sign.toLowerCase()}${sign.toUpperCase()}]`;
      return /[\^$\\.*+?()[\]{}|/-]/.test(sign) ? `\\${sign}` : sign;
    })
    .join("");
}
