import { Link } from "@tanstack/react-router";
import { CONSOLE_TEXTS } from "../i18n/console-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Empty, Skeleton } from "../ui/notice.js";

export function LoadingPage() {
  const t = useTexts(UI_TEXTS);
  return <Skeleton lines={8} label={t("loading")} />;
}

export function MissingPage() {
  const t = useTexts(CONSOLE_TEXTS);
  return (
    <Empty
      isPage
      title={t("page.notFound")}
      actions={
        <Link to="/" className="button button-m button-primary">
          {t("page.home")}
        </Link>
      }
    >
      {t("page.notFoundText")}
    </Empty>
  );
}

/** A page's code could not be fetched, or broke: usually the server was updated since this page was opened. */
export function BrokenPage() {
  const t = useTexts(CONSOLE_TEXTS);
  return (
    <Empty
      isPage
      title={t("page.broken")}
      actions={
        <Button tone="primary" onClick={() => window.location.reload()}>
          {t("page.reload")}
        </Button>
      }
    >
      {t("page.brokenText")}
    </Empty>
  );
}
