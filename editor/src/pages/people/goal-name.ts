import type { StepNames } from "@sopflow/schemas";
import type { Locale } from "../../i18n/locale.js";
import { eventWords } from "../../i18n/value-words.js";

/** What a goal that was reached is called: the event that reaches it, or its id where its version is gone. */
export function goalWords(
  { goalOn, detail }: Pick<StepNames, "goalOn"> & { readonly detail?: Readonly<Record<string, unknown>> | undefined },
  locale: Locale,
): string {
  return goalOn === undefined ? String(detail?.goal ?? "") : eventWords(goalOn, locale);
}
