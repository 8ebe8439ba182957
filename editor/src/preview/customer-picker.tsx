import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { UserRound, WandSparkles } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadCustomers } from "../api/customer-calls.js";
import { PickButton } from "../editing/pick-popover.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";

export interface PickablePersona {
  readonly id: string;
  readonly name: string;
  readonly hint?: string;
}

interface CustomerPickerProps {
  /** The button that opens the list. */
  readonly trigger: ReactNode;
  /** Made-up people, offered first. */
  readonly personas: readonly PickablePersona[];
  readonly onPersona: (id: string) => void;
  readonly onReal: (customer: { readonly id: string; readonly name: string }) => void;
}

const PERSONA = "persona/";
const REAL = "real/";
const SEARCH_DELAY_MS = 200;
const MAX_FOUND = 8;

/** A list of made-up people and real customers to choose from; typing searches the brand's customers. */
export function CustomerPicker({ trigger, personas, onPersona, onReal }: CustomerPickerProps) {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const [query, setQuery] = useState("");
  const found = useFoundCustomers(query);
  const groups = [
    {
      label: t("who.personas"),
      items: personas.map(({ id, name, hint }) => ({
        key: PERSONA + id,
        label: name,
        icon: <WandSparkles size={15} aria-hidden />,
        ...(hint !== undefined && { hint }),
      })),
    },
    {
      label: t("who.real"),
      items: found.map(({ id, name, tier, tags }) => ({
        key: REAL + id,
        label: name ?? id,
        icon: <UserRound size={15} aria-hidden />,
        hint: [tier, ...tags.slice(0, 3)].filter((part) => part !== undefined).join(locale === "zh" ? "，" : ", "),
        // The server has found it already, perhaps by something that is not shown.
        search: [query],
      })),
    },
  ];
  return (
    <PickButton
      trigger={trigger}
      label={t("who.change")}
      placeholder={t("who.search")}
      empty={t("who.none")}
      groups={groups.filter((group) => group.items.length > 0)}
      onQuery={setQuery}
      onPick={(key) => {
        setQuery("");
        if (key.startsWith(PERSONA)) onPersona(key.slice(PERSONA.length));
        else {
          const id = key.slice(REAL.length);
          onReal({ id, name: found.find((one) => one.id === id)?.name ?? id });
        }
      }}
    />
  );
}

/** Customers by part of their name; without one the first of the list. */
function useFoundCustomers(query: string) {
  const api = useApi();
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(query.trim()), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const found = useQuery({
    queryKey: ["customers", "pick", search],
    queryFn: () => loadCustomers(api, { limit: MAX_FOUND, ...(search !== "" && { search }) }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return (found.data?.items ?? []).filter((one) => one.status === "live");
}
