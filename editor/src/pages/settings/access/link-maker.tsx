import { type FormEvent, useState } from "react";
import type { CreateLinkBody } from "../../../api/wire-types.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { Button } from "../../../ui/button.js";
import { Field, Select, TextInput } from "../../../ui/field.js";
import { LinkDialog } from "./link-dialog.js";

const LINK_ROLES = ["lead", "viewer", "administrator"] as const;

/** Sign-in links for people who are no advisors; an advisor's is made in the list of advisors. */
export function LinkMaker() {
  const t = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const [role, setRole] = useState<(typeof LINK_ROLES)[number]>("lead");
  const [userId, setUserId] = useState("");
  const [isTried, setTried] = useState(false);
  const [asked, setAsked] = useState<CreateLinkBody>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (userId.trim() !== "") setAsked({ role, userId: userId.trim() });
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("links.title")}</h2>
      </div>
      <form className="panel-body form-stack" onSubmit={submit} noValidate>
        <p className="form-note">{t("links.text")}</p>
        <div className="form-grid">
          <Field label={t("links.role")}>
            {(control) => (
              <Select
                {...control}
                value={role}
                onChange={(event) => setRole(LINK_ROLES.find((r) => r === event.target.value) ?? "lead")}
              >
                {LINK_ROLES.map((choice) => (
                  <option key={choice} value={choice}>
                    {ui(`role.${choice}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label={t("links.user")}
            hint={t("links.userHint")}
            error={isTried && userId.trim() === "" ? t("field.required") : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                maxLength={128}
                value={userId}
                onChange={(event) => setUserId(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div>
          <Button type="submit">{t("links.make")}</Button>
        </div>
      </form>
      {asked && <LinkDialog title={t("links.title")} body={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}
