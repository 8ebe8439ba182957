import type { Shadows, Store } from "@sopflow/engine";
import type { ShadowDifferencePage, ShadowDifferencesQuery } from "@sopflow/schemas";

/** A page of what a draft did otherwise than the live version, with people's names as they are now. */
export async function listShadowDifferences(
  { customers }: Pick<Store, "customers">,
  shadows: Shadows,
  flowId: string,
  query: ShadowDifferencesQuery,
): Promise<ShadowDifferencePage> {
  const { items, next } = await shadows.differences(flowId, query);
  const people = await customers.load([...new Set(items.map(({ customerId }) => customerId))]);
  return {
    items: items.map((item) => {
      const name = people.get(item.customerId)?.name;
      return { ...item, ...(name !== undefined && { customerName: name }) };
    }),
    ...(next !== undefined && { next }),
  };
}
