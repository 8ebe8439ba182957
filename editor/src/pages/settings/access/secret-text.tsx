import { useTexts } from "../../../i18n/locale-context.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { Button } from "../../../ui/button.js";
import { useToasts } from "../../../ui/toasts.js";

/** Something that is shown once, to be copied. */
export function SecretText({ text, copy }: { text: string; copy: string }) {
  const ui = useTexts(UI_TEXTS);
  const toasts = useToasts();
  const put = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toasts.say(ui("copied"));
    } catch {
      toasts.fail(ui("copyFailed"));
    }
  };
  return (
    <div className="secret">
      <code>{text}</code>
      <Button tone="primary" onClick={() => void put()}>
        {copy}
      </Button>
    </div>
  );
}
