import "./shell.css";
import { useMutation } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { CircleUser, ClipboardList, LogOut, Settings, Smartphone, Users, Workflow } from "lucide-react";
import { useApi } from "../api/api-context.js";
import { closeSession } from "../api/session-calls.js";
import { CONSOLE_TEXTS } from "../i18n/console-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { useSession } from "../session/session-context.js";
import { IconButton } from "../ui/button.js";
import { LanguageSwitch } from "../ui/language-switch.js";
import { Mark } from "../ui/mark.js";
import { Menu } from "../ui/menu.js";

const ICON = { size: 17, "aria-hidden": true } as const;

/** What every page of the console stands in. On a phone the main navigation is at the lower edge. */
export function Shell() {
  const t = useTexts(CONSOLE_TEXTS);
  const { brand, role } = useSession();
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t("nav.skip")}
      </a>
      <header className="shell-head">
        <Link to="/" className="shell-brand" aria-label={brand.name}>
          <Mark />
          <span>{brand.name}</span>
        </Link>
        {role !== "advisor" && (
          <nav className="shell-nav" aria-label={t("nav.label")}>
            <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
              <Workflow {...ICON} />
              <span>{t("nav.flows")}</span>
            </Link>
            <Link to="/tasks" activeOptions={{ includeSearch: false }}>
              <ClipboardList {...ICON} />
              <span>{t("nav.tasks")}</span>
            </Link>
            <Link to="/customers" activeOptions={{ includeSearch: false }}>
              <Users {...ICON} />
              <span>{t("nav.customers")}</span>
            </Link>
            <Link to="/settings" activeOptions={{ includeSearch: false }}>
              <Settings {...ICON} />
              <span>{t("nav.settings")}</span>
            </Link>
          </nav>
        )}
        <div className="shell-tools">
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <main id="content" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function AccountMenu() {
  const t = useTexts(CONSOLE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { userId, role } = useSession();
  const leave = useMutation({
    mutationFn: () => closeSession(api),
    onSettled: () => window.location.assign("/"),
  });
  return (
    <Menu
      trigger={
        <IconButton label={t("nav.account", { user: userId })}>
          <CircleUser size={19} aria-hidden />
        </IconButton>
      }
      header={`${userId} · ${ui(`role.${role}`)}`}
      groups={[
        [
          {
            key: "advisor",
            label: t("nav.advisor"),
            icon: <Smartphone size={16} />,
            onSelect: () => window.location.assign("/advisor"),
          },
        ],
        [
          {
            key: "leave",
            label: ui("session.signOut"),
            icon: <LogOut size={16} />,
            onSelect: () => leave.mutate(),
          },
        ],
      ]}
    />
  );
}
