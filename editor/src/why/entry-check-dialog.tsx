import "./why.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadCustomers } from "../api/customer-calls.js";
import { loadFlows } from "../api/flow-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { WHY_TEXTS } from "../i18n/why-texts.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Select } from "../ui/field.js";
import { Skeleton } from "../ui/notice.js";
import { SearchBox } from "../ui/search-box.js";
import { EntryCheckResult } from "./entry-check-result.js";

export interface EntryCheckDialogProps {
  /** The one that is not given is chosen here. */
  readonly customerId?: string;
  readonly flowId?: string;
  /** Of what is given. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Why a customer has not entered a flow, as things stand now. */
export function EntryCheckDialog({ customerId, flowId, name, onClose }: EntryCheckDialogProps) {
  const t = useTexts(WHY_TEXTS);
  const [chosen, setChosen] = useState("");
  const customer = customerId ?? chosen;
  const flow = flowId ?? chosen;
  return (
    <Dialog title={t("entry.title")} description={name} holdsInput onClose={onClose}>
      {flowId === undefined && <FlowChoice value={chosen} onChange={setChosen} />}
      {customerId === undefined && <CustomerChoice value={chosen} onChange={setChosen} />}
      {chosen !== "" && <EntryCheckResult customerId={customer} flowId={flow} />}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function FlowChoice({ value, onChange }: ChoiceProps) {
  const t = useTexts(WHY_TEXTS);
  const api = useApi();
  const flows = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api) });
  if (flows.isError) return <FailureNotice error={flows.error} onRetry={() => void flows.refetch()} />;
  return (
    <Select aria-label={t("entry.flow")} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t("entry.flow")}</option>
      {(flows.data?.items ?? []).map((one) => (
        <option key={one.flowId} value={one.flowId}>
          {one.name}
        </option>
      ))}
    </Select>
  );
}

const TYPING_MS = 250;
const MAX_FOUND = 6;

function CustomerChoice({ value, onChange }: ChoiceProps) {
  const t = useTexts(WHY_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const [search, setSearch] = useState("");
  const found = useQuery({
    queryKey: ["customers", "entry-check", search],
    queryFn: () => loadCustomers(api, { search: search === "" ? undefined : search, limit: MAX_FOUND }),
  });
  const items = found.data?.items ?? [];
  return (
    <>
      <SearchBox label={t("entry.customer")} value={search} onChange={setSearch} delayMs={TYPING_MS} />
      {found.isPending && <Skeleton lines={3} label={ui("loading")} />}
      {found.isError && <FailureNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <p className="zero">{t("entry.nobody")}</p>}
      <ul className="why-found">
        {items.map((one) => (
          <li key={one.id}>
            <button type="button" aria-pressed={one.id === value} onClick={() => onChange(one.id)}>
              {one.name ?? one.id}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
