import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Check, Field, TextInput } from "../ui/field.js";
import type { SimCode, SimCustomer } from "./sim-state.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

interface ScanCodesProps {
  /** Undefined: a new customer scans. */
  readonly customer: SimCustomer | undefined;
  readonly onCancel: (() => void) | undefined;
  readonly onScanned: (met: { externalUserid: string; userid: string }) => void;
}

/** 扫一扫: picks a channel code instead of pointing a camera. */
export function ScanCodes({ customer, onCancel, onScanned }: ScanCodesProps) {
  const t = useTexts(SIM_TEXTS);
  const { state, act } = useSim();
  const [name, setName] = useState("");
  const [isHalf, setHalf] = useState(false);
  const asked = new URLSearchParams(window.location.search).get("scan");
  const codes = [...state.corp.codes].sort((a, b) => Number(b.configId === asked) - Number(a.configId === asked));
  const scan = async ({ configId }: SimCode) => {
    const newName = name.trim() === "" ? t("customer.someName") : name.trim();
    const met = await act({
      type: "customer.scan",
      configId,
      ...(customer ? { externalUserid: customer.externalUserid } : { name: newName }),
      ...(isHalf && { half: true }),
    });
    if (met) onScanned({ externalUserid: String(met.externalUserid), userid: String(met.userid) });
  };
  return (
    <div className="sim-scan">
      {!customer && (
        <Field label={t("customer.newName")}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              placeholder={t("customer.someName")}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      <Check checked={isHalf} onChange={(event) => setHalf(event.target.checked)}>
        {t("customer.half")}
      </Check>
      <p className="sim-hint">{codes.length === 0 ? t("customer.noCodes") : t("customer.scanHint")}</p>
      <ul className="sim-codes">
        {codes.map((code) => (
          <li key={code.configId}>
            <button type="button" className="sim-code" onClick={() => void scan(code)}>
              <img src={`/sim/qr/${code.configId}`} alt="" width="72" height="72" />
              <span>{code.remark === "" ? code.state : code.remark}</span>
              <small>{code.state}</small>
            </button>
          </li>
        ))}
      </ul>
      {onCancel && (
        <Button tone="quiet" onClick={onCancel}>
          {t("customer.back")}
        </Button>
      )}
    </div>
  );
}
