import "../../ui/page.css";
import "./settings.css";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ComponentType, useEffect, useRef } from "react";
import { useTexts } from "../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../i18n/settings-texts.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { Notice } from "../../ui/notice.js";
import { AccessSettings } from "./access/access-settings.js";
import { AdvisorSettings } from "./advisors/advisor-settings.js";
import { BrandForm } from "./brand/brand-form.js";
import { PolicySettings } from "./policy/policy-settings.js";
import { ProductSettings } from "./products/product-settings.js";
import { isSettingsTab, SETTINGS_TABS, type SettingsTab } from "./settings-tabs.js";
import { TagSettings } from "./tags/tag-settings.js";
import { UnsavedGuard } from "./unsaved.js";
import { WecomSettings } from "./wecom/wecom-settings.js";

const route = getRouteApi("/settings/$tab");

const CONTENT: Readonly<Record<SettingsTab, ComponentType<{ readonly: boolean }>>> = {
  brand: BrandForm,
  policy: PolicySettings,
  products: ProductSettings,
  advisors: AdvisorSettings,
  tags: TagSettings,
  wecom: WecomSettings,
  access: AccessSettings,
};

export function SettingsPage() {
  const t = useTexts(SETTINGS_TEXTS);
  const session = useSession();
  const { tab } = route.useParams();
  const current = isSettingsTab(tab) ? tab : "brand";
  const Content = CONTENT[current];
  const readonly = !mayDesign(session);
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${t(`tab.${current}`)} · ${t("title")}`;
    // On a phone the tabs are wider than the screen.
    const { current: bar } = tabs;
    const chosen = bar?.querySelector<HTMLElement>(`[href$="/${current}"]`);
    if (bar && chosen) bar.scrollLeft = chosen.offsetLeft - (bar.clientWidth - chosen.offsetWidth) / 2;
  }, [t, current]);
  return (
    <div className="page settings">
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <nav ref={tabs} className="settings-tabs" aria-label={t("title")}>
        {SETTINGS_TABS.map((name) => (
          <Link key={name} to="/settings/$tab" params={{ tab: name }}>
            {t(`tab.${name}`)}
          </Link>
        ))}
      </nav>
      <div className="settings-content">
        {readonly && <Notice>{t("readonly")}</Notice>}
        <UnsavedGuard>
          <Content readonly={readonly} />
        </UnsavedGuard>
      </div>
    </div>
  );
}
