/** Parts of the settings, in the order of their tabs. */
export const SETTINGS_TABS = ["brand", "policy", "products", "advisors", "tags", "wecom", "access"] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export const isSettingsTab = (tab: string): tab is SettingsTab => SETTINGS_TABS.some((known) => known === tab);
