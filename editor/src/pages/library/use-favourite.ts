import type { LibraryItem } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.js";
import { likeLibraryItem } from "../../api/library-calls.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { failureWords } from "../../ui/failure-notice.js";
import { useToasts } from "../../ui/toasts.js";

/** The reader's star at an item: seen at once, taken back where the server refuses. */
export function useFavourite({ id, favourite }: Pick<LibraryItem, "id" | "favourite">) {
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const like = useMutation({
    mutationFn: (isOn: boolean) => likeLibraryItem(api, id, isOn),
    onError: (error) => toasts.fail(failureWords(error, ui("failed"))),
    // Awaited, so that the old star does not come back between the two answers.
    onSuccess: () => queries.invalidateQueries({ queryKey: ["library"] }),
  });
  const isOn = like.isPending ? like.variables : favourite;
  return { isOn, toggle: () => like.mutate(!isOn) };
}
