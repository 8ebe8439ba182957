import type { CustomerView } from "@sopflow/schemas";
import { useState } from "react";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { HAND_OVER_TEXTS } from "../../i18n/hand-over-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { HandOverWindow } from "../team/hand-over/hand-over-window.js";
import { useBrandNames } from "../use-brand-names.js";

/** Whose customer it is; a lead can hand over. */
export function CustomerOwner({ customer }: { readonly customer: CustomerView }) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const words = useTexts(HAND_OVER_TEXTS);
  const isLead = mayDesign(useSession());
  const { advisors, advisorName } = useBrandNames();
  const [isOpen, setOpen] = useState(false);
  const { advisorId } = customer;
  if (advisorId === undefined) return null;
  const active = advisors.find(({ id }) => id === advisorId)?.active ?? true;
  return (
    <>
      {advisorName(advisorId)}{" "}
      {isLead && (
        <Button size="s" tone="quiet" onClick={() => setOpen(true)}>
          {words("submitOne")}
        </Button>
      )}
      {isOpen && (
        <HandOverWindow
          from={{ id: advisorId, name: advisorName(advisorId), active }}
          customer={{ id: customer.id, name: customer.name ?? t("unnamed") }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
