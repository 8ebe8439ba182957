import { useId, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Check, Select } from "../ui/field.js";
import { SIM_TEXTS, type SimTextKey } from "./sim-texts.js";
import { clockTime } from "./sim-time.js";
import { useSim } from "./use-sim.js";

const DOWN_MS = 300_000;
const HOWS = ["timeout", "refused", "badGateway", "busy"] as const;
const SHARES = [0, 0.1, 0.5, 1] as const;
const DELAYS_MS = [0, 5_000, 30_000, 120_000] as const;

/** What goes wrong: WeCom down, callbacks lost or late, calls refused, tokens dead early, data kept back. */
export function FaultPanel() {
  const t = useTexts(SIM_TEXTS);
  const { state, post, act } = useSim();
  const { faults, now, corp } = state;
  const [how, setHow] = useState<(typeof HOWS)[number]>("timeout");
  const delayId = useId();
  const downUntil = faults.down && now < faults.down.until ? faults.down.until : undefined;
  return (
    <section className="sim-panel" aria-label={t("fault.title")}>
      <h2>{t("fault.title")}</h2>
      <div className="sim-row">
        {downUntil === undefined ? (
          <>
            <Button
              size="s"
              tone="danger"
              onClick={() => void post("/sim/faults", { down: { from: now, until: now + DOWN_MS, how } })}
            >
              {t("fault.down")}
            </Button>
            <Select
              aria-label={t("fault.how")}
              value={how}
              onChange={(event) => setHow(HOWS.find((known) => known === event.target.value) ?? "timeout")}
            >
              {HOWS.map((item) => (
                <option key={item} value={item}>
                  {t(`fault.${item}`)}
                </option>
              ))}
            </Select>
          </>
        ) : (
          <Button size="s" tone="primary" onClick={() => void post("/sim/faults", { down: null })}>
            {t("fault.downEnd", { time: clockTime(downUntil) })}
          </Button>
        )}
        <Button size="s" onClick={() => void post("/sim/tokens/revoke", {})}>
          {t("fault.revoke")}
        </Button>
      </div>
      <div className="sim-faults">
        <Share label="fault.drop" value={faults.callbacks.drop} group="callbacks" name="drop" />
        <Share label="fault.repeat" value={faults.callbacks.repeat} group="callbacks" name="repeat" />
        <Share label="fault.reorder" value={faults.callbacks.reorder} group="callbacks" name="reorder" />
        <div className="sim-fault">
          <label htmlFor={delayId}>{t("fault.delay")}</label>
          <Select
            id={delayId}
            value={faults.callbacks.delayMs}
            onChange={(event) => void post("/sim/faults", { callbacks: { delayMs: Number(event.target.value) } })}
          >
            {DELAYS_MS.map((ms) => (
              <option key={ms} value={ms}>
                {t("fault.seconds", { count: ms / 1_000 })}
              </option>
            ))}
          </Select>
        </div>
        <Share label="fault.callBusy" value={faults.calls.busy} group="calls" name="busy" />
        <Share label="fault.answerLost" value={faults.calls.answerLost} group="calls" name="answerLost" />
      </div>
      <Check
        checked={corp.lowActive}
        onChange={(event) => void act({ type: "admin.lowActive", on: event.target.checked })}
      >
        {t("fault.lowActive")}
      </Check>
    </section>
  );
}

interface ShareProps {
  readonly label: SimTextKey;
  readonly value: number;
  readonly group: "calls" | "callbacks";
  readonly name: string;
}

function Share({ label, value, group, name }: ShareProps) {
  const t = useTexts(SIM_TEXTS);
  const { post } = useSim();
  const id = useId();
  const shares = [...new Set([...SHARES, value])].sort((a, b) => a - b);
  return (
    <div className="sim-fault">
      <label htmlFor={id}>{t(label)}</label>
      <Select
        id={id}
        value={value}
        onChange={(event) => void post("/sim/faults", { [group]: { [name]: Number(event.target.value) } })}
      >
        {shares.map((share) => (
          <option key={share} value={share}>
            {Math.round(share * 100)}%
          </option>
        ))}
      </Select>
    </div>
  );
}
