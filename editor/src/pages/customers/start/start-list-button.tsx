import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import type { CustomerFilter } from "../../../api/customer-calls.js";
import { loadStartable } from "../../../api/start-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { START_TEXTS } from "../../../i18n/start-texts.js";
import { mayWork, useSession } from "../../../session/session-context.js";
import { Button } from "../../../ui/button.js";
import { late } from "../../../ui/late.js";
import type { StartListDialogProps } from "./start-list-dialog.js";

const StartListDialog = late<StartListDialogProps>(
  async () => (await import("./start-list-dialog.js")).StartListDialog,
);
const FRESH_MS = 60_000;

/** Opens what puts many customers into a flow. Shows nothing where no flow begins by hand. */
export function StartListButton({ filter }: { readonly filter: CustomerFilter }) {
  const t = useTexts(START_TEXTS);
  const api = useApi();
  const isOurs = mayWork(useSession());
  const [isOpen, setOpen] = useState(false);
  const startable = useQuery({
    queryKey: ["startable-flows"],
    queryFn: () => loadStartable(api),
    staleTime: FRESH_MS,
    enabled: isOurs,
  });
  const flows = startable.data?.items ?? [];
  if (!isOurs || flows.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("open")}</Button>
      {isOpen && <StartListDialog flows={flows} filter={filter} onClose={() => setOpen(false)} />}
    </>
  );
}
