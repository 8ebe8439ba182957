import "../ui/touch.css";
import "./shell.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import {
  ChartNoAxesColumn,
  CircleUser,
  ClipboardList,
  Compass,
  LogOut,
  MessageSquareText,
  Pause,
  Play,
  Settings,
  Smartphone,
  Users,
  Workflow,
} from "lucide-react";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { useApi } from "../api/api-context.js";
import { loadDemo, switchDemoStream } from "../api/demo-calls.js";
import { closeSession } from "../api/session-calls.js";
import { CONSOLE_TEXTS } from "../i18n/console-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { mayDesign, useSession } from "../session/session-context.js";
import { tourOf } from "../tour/tour-progress.js";
import { IconButton } from "../ui/button.js";
import { LanguageSwitch } from "../ui/language-switch.js";
import { Mark } from "../ui/mark.js";
import { Menu } from "../ui/menu.js";

// For newcomers only, and only until they have seen it.
const Tour = lazy(async () => ({ default: (await import("../tour/tour.js")).Tour }));

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
            <Link to="/" activeOptions={{ exact: true, includeSearch: false }} data-tour="nav-flows">
              <Workflow {...ICON} />
              <span>{t("nav.flows")}</span>
            </Link>
            <Link to="/tasks" activeOptions={{ includeSearch: false }} data-tour="nav-tasks">
              <ClipboardList {...ICON} />
              <span>{t("nav.tasks")}</span>
            </Link>
            <Link to="/team" activeOptions={{ includeSearch: false }}>
              <ChartNoAxesColumn {...ICON} />
              <span>{t("nav.team")}</span>
            </Link>
            <Link to="/customers" activeOptions={{ includeSearch: false }}>
              <Users {...ICON} />
              <span>{t("nav.customers")}</span>
            </Link>
            <Link to="/library" activeOptions={{ includeSearch: false }}>
              <MessageSquareText {...ICON} />
              <span>{t("nav.library")}</span>
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
      <NewcomersTour />
      <main id="content" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** In a demo brand, for whoever may build a flow. It stands beside the page; before the content, so that Tab finds it. */
function NewcomersTour() {
  const session = useSession();
  const store = tourOf(session.userId);
  const { status } = useSyncExternalStore(store.subscribe, store.snapshot);
  const isWanted = status === "offered" || status === "running" || status === "ended";
  if (!session.brand.demo || !mayDesign(session) || !isWanted) return null;
  return (
    <Suspense>
      <Tour store={store} />
    </Suspense>
  );
}

/** What only a demo brand's menu has: the tour, and silence. */
function useDemoItems() {
  const t = useTexts(CONSOLE_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const session = useSession();
  const isMine = session.brand.demo === true && mayDesign(session);
  const demo = useQuery({
    queryKey: ["demo"],
    queryFn: () => loadDemo(api),
    enabled: isMine,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const change = useMutation({
    mutationFn: (stream: "on" | "off") => switchDemoStream(api, stream),
    onSuccess: (answer) => queries.setQueryData(["demo"], answer),
  });
  if (!isMine) return [];
  const tour = {
    key: "tour",
    label: t("nav.tour"),
    icon: <Compass size={16} />,
    onSelect: () => tourOf(session.userId).resume(),
  };
  const isOn = demo.data?.stream === "on";
  if (!demo.data || demo.data.stream === "unavailable") return [tour];
  const stream = {
    key: "stream",
    label: t(isOn ? "demo.silence" : "demo.wake"),
    icon: isOn ? <Pause size={16} /> : <Play size={16} />,
    onSelect: () => change.mutate(isOn ? "off" : "on"),
  };
  return [tour, stream];
}

function AccountMenu() {
  const t = useTexts(CONSOLE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { userId, role } = useSession();
  const demoItems = useDemoItems();
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
        demoItems,
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
