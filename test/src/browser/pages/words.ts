import { ADVISOR_ENGLISH } from "../../../../editor/src/i18n/advisor-english.js";
import { ADVISOR_SHEET_TEXTS } from "../../../../editor/src/i18n/advisor-sheet-texts.js";
import { ADVISOR_TEXTS } from "../../../../editor/src/i18n/advisor-texts.js";
import { BACKTEST_TEXTS } from "../../../../editor/src/i18n/backtest-texts.js";
import { CONSOLE_TEXTS } from "../../../../editor/src/i18n/console-texts.js";
import { CUSTOMERS_TEXTS } from "../../../../editor/src/i18n/customers-texts.js";
import { DESK_TEXTS } from "../../../../editor/src/i18n/desk-texts.js";
import { EDITOR_PANEL_TEXTS } from "../../../../editor/src/i18n/editor-panel-texts.js";
import { EDITOR_TEXTS } from "../../../../editor/src/i18n/editor-texts.js";
import { FLOWS_TEXTS } from "../../../../editor/src/i18n/flows-texts.js";
import { FORECAST_TEXTS } from "../../../../editor/src/i18n/forecast-texts.js";
import { HAND_OVER_TEXTS } from "../../../../editor/src/i18n/hand-over-texts.js";
import { INSIDE_TEXTS } from "../../../../editor/src/i18n/inside-texts.js";
import { LIBRARY_TEXTS } from "../../../../editor/src/i18n/library-texts.js";
import type { Locale } from "../../../../editor/src/i18n/locale.js";
import { PREVIEW_TEXTS } from "../../../../editor/src/i18n/preview-texts.js";
import { SECRET_TEXTS } from "../../../../editor/src/i18n/secret-texts.js";
import { SESSION_TEXTS } from "../../../../editor/src/i18n/session-texts.js";
import { SETTINGS_TEXTS } from "../../../../editor/src/i18n/settings-texts.js";
import { SHADOW_TEXTS } from "../../../../editor/src/i18n/shadow-texts.js";
import { START_TEXTS } from "../../../../editor/src/i18n/start-texts.js";
import { TEAM_TEXTS } from "../../../../editor/src/i18n/team-texts.js";
import { sayer } from "../../../../editor/src/i18n/texts.js";
import { TOUR_TEXTS } from "../../../../editor/src/i18n/tour-texts.js";
import { UI_TEXTS } from "../../../../editor/src/i18n/ui-texts.js";
import { WATCH_TEXTS } from "../../../../editor/src/i18n/watch-texts.js";
import { WECOM_TEXTS } from "../../../../editor/src/i18n/wecom-texts.js";
import { WHY_TEXTS } from "../../../../editor/src/i18n/why-texts.js";

/** Of the list and of its sheets, which the phone loads one after the other. */
const ADVISOR = {
  zh: { ...ADVISOR_TEXTS.zh, ...ADVISOR_SHEET_TEXTS.zh },
  en: { ...ADVISOR_ENGLISH, ...ADVISOR_SHEET_TEXTS.en },
};

/** The pages' own words: a tour finds its buttons in both languages, and a changed word changes it here too. */
export const wordsIn = (locale: Locale) => ({
  locale,
  advisor: sayer(ADVISOR, locale),
  console: sayer(CONSOLE_TEXTS, locale),
  customers: sayer(CUSTOMERS_TEXTS, locale),
  desk: sayer(DESK_TEXTS, locale),
  editor: sayer(EDITOR_TEXTS, locale),
  flows: sayer(FLOWS_TEXTS, locale),
  handOver: sayer(HAND_OVER_TEXTS, locale),
  backtest: sayer(BACKTEST_TEXTS, locale),
  forecast: sayer(FORECAST_TEXTS, locale),
  inside: sayer(INSIDE_TEXTS, locale),
  library: sayer(LIBRARY_TEXTS, locale),
  panel: sayer(EDITOR_PANEL_TEXTS, locale),
  preview: sayer(PREVIEW_TEXTS, locale),
  session: sayer(SESSION_TEXTS, locale),
  secrets: sayer(SECRET_TEXTS, locale),
  start: sayer(START_TEXTS, locale),
  settings: sayer(SETTINGS_TEXTS, locale),
  shadow: sayer(SHADOW_TEXTS, locale),
  team: sayer(TEAM_TEXTS, locale),
  tour: sayer(TOUR_TEXTS, locale),
  ui: sayer(UI_TEXTS, locale),
  watch: sayer(WATCH_TEXTS, locale),
  wecom: sayer(WECOM_TEXTS, locale),
  why: sayer(WHY_TEXTS, locale),
});

export type Words = ReturnType<typeof wordsIn>;
