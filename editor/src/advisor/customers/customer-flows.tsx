import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadStartable } from "../../api/start-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Sheet } from "../../ui/sheet.js";
import { useDesk } from "../desk-context.js";
import { startFlow } from "../outbox/desk-changes.js";
import { newKey } from "../outbox/new-key.js";
import { isUnsent } from "../outbox/outbox-entry.js";
import { Panel } from "./panel.js";

const FRESH_MS = 10 * 60_000;

/** Puts the customer into a flow that begins by hand. Shows nothing where no flow does. */
export function CustomerFlows({ customerId }: { readonly customerId: string }) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { canAct, outbox, entries } = useDesk();
  const [isChoosing, setChoosing] = useState(false);
  const startable = useFetched("startable-flows", () => loadStartable(api), { freshMs: FRESH_MS });
  const flows = startable.data?.items ?? [];
  const asked = entries.filter((one) => one.act.kind === "flow.start" && one.customerId === customerId);
  if (!canAct || flows.length === 0) return null;
  const start = (flowId: string, title: string) => {
    outbox.add({ id: newKey(), title, customerId }, startFlow(flowId, customerId));
    setChoosing(false);
  };
  return (
    <Panel
      title={t("flows.title")}
      action={
        <Button size="l" tone="quiet" onClick={() => setChoosing(true)}>
          + {t("flows.start")}
        </Button>
      }
    >
      {asked.length === 0 && <p className="quiet">{t("flows.hint")}</p>}
      {asked
        .filter(({ state }) => state !== "refused")
        .map((one) => (
          <p key={one.key}>{t(isUnsent(one) ? "flows.waiting" : "flows.asked", { flow: one.title })}</p>
        ))}
      {isChoosing && (
        <Sheet title={t("flows.start")} closeLabel={ui("close")} onClose={() => setChoosing(false)}>
          <div className="flow-choices">
            {flows.map(({ flowId, name }) => (
              <Button key={flowId} size="l" onClick={() => start(flowId, name)}>
                {name}
              </Button>
            ))}
          </div>
        </Sheet>
      )}
    </Panel>
  );
}
