import { useEffect, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { LanguageSwitch } from "../ui/language-switch.js";
import { AdvisorPhone } from "./advisor-phone.js";
import { CustomerPhone } from "./customer-phone.js";
import { FaultPanel } from "./fault-panel.js";
import { LogPanel } from "./log-panel.js";
import { ShopStrip } from "./shop-strip.js";
import { SIM_TEXTS } from "./sim-texts.js";
import { clockTime } from "./sim-time.js";
import { type Sim, SimContext, useSim, useSimConnection } from "./use-sim.js";

const HOUR_MS = 3_600_000;

/** Two phones side by side, the shop, what may go wrong, and what was said between WeCom and the product. */
export function SimPage() {
  const t = useTexts(SIM_TEXTS);
  const { sim, isAway } = useSimConnection();
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  if (!sim) return <p className="sim-loading">{isAway ? t("away") : t("loading")}</p>;
  return (
    <SimContext value={sim}>
      <SimHead sim={sim} />
      <Notices />
      <Stage sim={sim} />
    </SimContext>
  );
}

function SimHead({ sim: { state, post } }: { sim: Sim }) {
  const t = useTexts(SIM_TEXTS);
  const advance = (advanceMs: number) => void post("/sim/clock", { advanceMs });
  return (
    <header className="sim-head">
      <div className="sim-name">
        <h1>{t("title")}</h1>
        <p>{t("subtitle")}</p>
      </div>
      <div className="sim-clock">
        <span>{t("now", { time: clockTime(state.now, true) })}</span>
        <Button size="s" onClick={() => advance(HOUR_MS)}>
          {t("aheadHour")}
        </Button>
        <Button size="s" onClick={() => advance(24 * HOUR_MS)}>
          {t("aheadDay")}
        </Button>
        {state.aheadMs !== 0 && (
          <Button size="s" tone="quiet" onClick={() => void post("/sim/clock", { aheadMs: 0 })}>
            {t("aheadReset")}
          </Button>
        )}
      </div>
      <LanguageSwitch />
    </header>
  );
}

function Notices() {
  const t = useTexts(SIM_TEXTS);
  const { refusal, forget, isAway } = useSim();
  return (
    <div role="status">
      {isAway && <p className="sim-notice">{t("away")}</p>}
      {refusal !== "" && (
        <p className="sim-notice">
          <span>{refusal}</span>
          <Button size="s" tone="quiet" onClick={forget}>
            {t("dismiss")}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Whom the person plays; the last one who was added comes first. */
function Stage({ sim: { state } }: { sim: Sim }) {
  const [customerId, setCustomerId] = useState("");
  const [userid, setUserid] = useState(state.corp.members[0]?.userid ?? "");
  const customer = state.corp.customers.find(({ externalUserid }) => externalUserid === customerId);
  const member = state.corp.members.find((item) => item.userid === userid);
  useEffect(() => {
    // The product's sign-in then knows who sits before the side bar.
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not there in every browser that may open this page
    document.cookie = `wecom_sim_userid=${encodeURIComponent(userid)}; path=/; SameSite=Lax`;
  }, [userid]);
  return (
    <main className="sim-stage">
      <CustomerPhone customer={customer} onChoose={setCustomerId} onMeet={setUserid} />
      <AdvisorPhone member={member} onChoose={setUserid} />
      <div className="sim-side">
        <ShopStrip customer={customer} />
        <FaultPanel />
        <LogPanel />
      </div>
    </main>
  );
}
