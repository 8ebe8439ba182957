import "./wecom.css";
import type { WecomState } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadWecomConnections } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { mayAdminister, useSession } from "../../../session/session-context.js";
import { Button } from "../../../ui/button.js";
import { Segments } from "../../../ui/segments.js";
import { ConnectionContext, FIRST_CONNECTION } from "./connection-context.js";
import { randomBelow } from "./connection-draft.js";
import { OneConnection } from "./one-connection.js";
import { RemoveConnection } from "./remove-connection.js";

/** The connections to WeCom. Most brands have one, and see nothing of there being more. */
export function WecomSettings({ readonly }: { readonly readonly: boolean }) {
  const t = useTexts(WECOM_TEXTS);
  const api = useApi();
  const isAdministrator = mayAdminister(useSession());
  const list = useQuery({ queryKey: ["wecom", "connections"], queryFn: () => loadWecomConnections(api) });
  const [chosen, setChosen] = useState(FIRST_CONNECTION);
  const saved = list.data?.items ?? [];
  // A new one is not at the server before it is saved.
  const isNew = chosen !== FIRST_CONNECTION && !saved.some(({ id }) => id === chosen);
  const ids = [...new Set([FIRST_CONNECTION, ...saved.map(({ id }) => id), chosen])];
  const isOneOfSeveral = ids.length > 1;
  const nameOf = (id: string) => {
    const state = saved.find((one) => one.id === id);
    return state ? connectionName(state) : t(id === FIRST_CONNECTION ? "several.first" : "several.new");
  };
  return (
    <ConnectionContext value={{ id: chosen, isOneOfSeveral }}>
      {isOneOfSeveral && (
        <div className="wecom-picker">
          <Segments
            label={t("several.title")}
            value={chosen}
            choices={ids.map((id) => ({ value: id, label: nameOf(id) }))}
            onChange={setChosen}
          />
        </div>
      )}
      <OneConnection key={chosen} readonly={readonly} />
      {isAdministrator && saved.length > 0 && (
        <div className="wecom-several">
          <p className="form-note">{t("several.text")}</p>
          <div className="wecom-save">
            {!isNew && chosen !== FIRST_CONNECTION && (
              <RemoveConnection id={chosen} name={nameOf(chosen)} onRemoved={() => setChosen(FIRST_CONNECTION)} />
            )}
            {!isNew && (
              <Button icon={<Plus size={16} aria-hidden />} onClick={() => setChosen(newId())}>
                {t("several.add")}
              </Button>
            )}
          </div>
        </div>
      )}
    </ConnectionContext>
  );
}

/** What people call it, else what WeCom does. */
const connectionName = ({ name, corpId = "", agentId }: WecomState): string => name ?? `${corpId} · ${agentId ?? ""}`;

const newId = (): string => `c${randomBelow(36 ** 5).toString(36)}`;
