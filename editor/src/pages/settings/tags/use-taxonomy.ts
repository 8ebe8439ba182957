import type { Taxonomy } from "@sopflow/schemas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../../api/api-context.js";
import { loadTaxonomy, saveTaxonomy } from "../../../api/brand-calls.js";

type Group = Taxonomy["groups"][number];

/** The taxonomy, and saving it with one group added, changed or removed. */
export function useTaxonomy() {
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["taxonomy"], queryFn: () => loadTaxonomy(api) });
  const save = useMutation({
    mutationFn: async (change: (groups: readonly Group[]) => Group[]) => {
      // Never from nothing: a save replaces every group.
      const { data, etag } = query.data ?? (await loadTaxonomy(api));
      return saveTaxonomy(api, { groups: change(data.groups) }, etag);
    },
    onSuccess: (answer) => queries.setQueryData(["taxonomy"], answer),
    // Somebody else's change is shown at once: what was typed stays in its dialog and can be saved again.
    onError: () => queries.invalidateQueries({ queryKey: ["taxonomy"] }),
  });
  return { query, save };
}
