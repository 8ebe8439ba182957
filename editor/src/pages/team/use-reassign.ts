import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.js";
import { assignTask } from "../../api/team-calls.js";
import { failureWords } from "../../ui/failure-notice.js";

export interface Reassigned {
  readonly done: readonly string[];
  /** Why the others were not taken, by task. */
  readonly failed: ReadonlyMap<string, string>;
}

/** So many requests go at a time. */
const AT_ONCE = 4;
/** A change is taken at once and applied a moment later: lists are asked for again then, ms. */
const APPLIED_AFTER_MS = [0, 1_500, 5_000] as const;

/** Hands tasks to an advisor, several at once. One that is refused keeps no other from going. */
export function useReassign(fallbackWords: string, onDone: (answer: Reassigned, to: string) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ taskIds, to }: { readonly taskIds: readonly string[]; readonly to: string }) => {
      const done: string[] = [];
      const failed = new Map<string, string>();
      for (let at = 0; at < taskIds.length; at += AT_ONCE) {
        const some = taskIds.slice(at, at + AT_ONCE);
        const answers = await Promise.allSettled(some.map((id) => assignTask(api, id, to)));
        answers.forEach((answer, i) => {
          const id = some[i] ?? "";
          if (answer.status === "fulfilled") done.push(id);
          else failed.set(id, failureWords(answer.reason, fallbackWords));
        });
      }
      return { done, failed };
    },
    onSuccess: (answer, { to }) => {
      for (const delayMs of APPLIED_AFTER_MS) {
        setTimeout(() => {
          void queries.invalidateQueries({ queryKey: ["team"], exact: true });
          void queries.invalidateQueries({ queryKey: ["task-list"] });
        }, delayMs);
      }
      onDone(answer, to);
    },
  });
}
