import { type FormEvent, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { TextInput } from "../ui/field.js";
import type { Contact } from "./advisor-chats.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { useSim } from "./use-sim.js";

/** Remark, tags and deletion, changed by the advisor's own hand: WeCom tells the product by callback. */
export function CustomerProfile({ contact: { customer, friend } }: { contact: Contact }) {
  const t = useTexts(SIM_TEXTS);
  const { state, act } = useSim();
  const [remark, setRemark] = useState(friend.remark);
  const who = { userid: friend.userid, externalUserid: customer.externalUserid };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void act({ type: "advisor.editCustomer", ...who, remark: remark.trim() });
  };
  const toggle = (id: string) => {
    const change = friend.tags.includes(id) ? { removeTags: [id] } : { addTags: [id] };
    void act({ type: "advisor.editCustomer", ...who, ...change });
  };
  return (
    <details className="sim-profile">
      <summary>
        {customer.name}
        {friend.state !== "" && <small>{t("advisor.state", { state: friend.state })}</small>}
        {!friend.customerKeeps && <small className="sim-warn">{t("advisor.gone")}</small>}
        {!friend.confirmed && <small className="sim-warn">{t("advisor.half")}</small>}
      </summary>
      <form className="sim-write" onSubmit={save}>
        <TextInput
          value={remark}
          maxLength={20}
          aria-label={t("advisor.remark")}
          placeholder={t("advisor.remark")}
          onChange={(event) => setRemark(event.target.value)}
        />
        <Button type="submit" size="s" disabled={remark.trim() === friend.remark}>
          {t("advisor.save")}
        </Button>
      </form>
      <fieldset className="sim-tags">
        <legend>{t("advisor.tags")}</legend>
        {state.corp.tags.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="sim-tag"
            aria-pressed={friend.tags.includes(id)}
            onClick={() => toggle(id)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <Button size="s" tone="quiet" onClick={() => void act({ type: "advisor.deleteCustomer", ...who })}>
        {t("advisor.delete")}
      </Button>
    </details>
  );
}
