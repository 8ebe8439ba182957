import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { mayAdminister, useSession } from "../../../session/session-context.js";
import { Notice } from "../../../ui/notice.js";
import { KeyList } from "./key-list.js";
import { LinkMaker } from "./link-maker.js";

/** Who gets in: machines by keys, people by links. */
export function AccessSettings() {
  const t = useTexts(SETTINGS_TEXTS);
  if (!mayAdminister(useSession())) return <Notice>{t("admin.only")}</Notice>;
  return (
    <>
      <KeyList />
      <LinkMaker />
    </>
  );
}
