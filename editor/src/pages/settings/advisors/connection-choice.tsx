import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../../api/api-context.js";
import { loadWecomConnections } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Field, Select } from "../../../ui/field.js";

interface ConnectionChoiceProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Which connection to WeCom is an advisor's; nothing where there is one. */
export function ConnectionChoice({ value, onChange }: ConnectionChoiceProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const list = useQuery({ queryKey: ["wecom", "connections"], queryFn: () => loadWecomConnections(api) });
  const connections = list.data?.items ?? [];
  if (connections.length < 2) return null;
  return (
    <Field label={t("advisors.connection")}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {connections.map(({ id, name, corpId = "", agentId }) => (
            <option key={id} value={id}>
              {name ?? `${corpId} · ${agentId ?? ""}`}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
