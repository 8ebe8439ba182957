import { type ComponentType, lazy } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Empty } from "../ui/notice.js";

/** In place of what could not be fetched: the rest of the page stays, with all that waits to be sent. */
function NotHere() {
  const ui = useTexts(UI_TEXTS);
  return (
    <Empty
      title={ui("failed")}
      actions={
        <Button size="l" onClick={() => location.reload()}>
          {ui("retry")}
        </Button>
      }
    />
  );
}

/** A part of the page that is fetched when it is first shown. Without a connection its place says so. */
export const lazyPart = <P extends object>(fetch: () => Promise<ComponentType<P>>) =>
  lazy(async (): Promise<{ default: ComponentType<P> }> => ({ default: await fetch().catch(() => NotHere) }));
