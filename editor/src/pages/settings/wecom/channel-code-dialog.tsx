import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { addContactWay } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Check, Field, TextInput } from "../../../ui/field.js";
import { useToasts } from "../../../ui/toasts.js";
import { useBrandNames } from "../../use-brand-names.js";
import { EditDialog } from "../edit-dialog.js";
import { useConnection } from "./connection-context.js";

/** Makes a channel code: the channel, and who receives the customers that come by it. */
export function ChannelCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(WECOM_TEXTS);
  const shared = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const { id } = useConnection();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { advisors } = useBrandNames();
  const [channel, setChannel] = useState("");
  const [remark, setRemark] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      addContactWay(api, id, { channel: channel.trim(), remark: remark.trim(), advisorIds: [...chosen] }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["wecom", "codes"] });
      toasts.say(t("codes.made"));
      onClose();
    },
  });
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id]));
  return (
    <EditDialog
      title={t("codes.add")}
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (channel.trim() !== "" && chosen.length > 0) add.mutate();
      }}
    >
      <Field
        label={t("codes.channel")}
        hint={t("codes.channelHint")}
        error={isTried && channel.trim() === "" ? shared("field.required") : undefined}
      >
        {(control) => (
          <TextInput {...control} maxLength={64} value={channel} onChange={(event) => setChannel(event.target.value)} />
        )}
      </Field>
      <Field label={t("codes.remark")} hint={t("codes.remarkHint")}>
        {(control) => (
          <TextInput {...control} maxLength={30} value={remark} onChange={(event) => setRemark(event.target.value)} />
        )}
      </Field>
      <fieldset className="wecom-people">
        <legend className="field-label">{t("codes.advisors")}</legend>
        {advisors
          .filter(({ active }) => active)
          .map(({ id, name }) => (
            <Check key={id} checked={chosen.includes(id)} onChange={() => toggle(id)}>
              {name}
            </Check>
          ))}
        {isTried && chosen.length === 0 && <p className="field-error">{t("codes.pick")}</p>}
      </fieldset>
    </EditDialog>
  );
}
