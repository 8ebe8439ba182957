import { FetchCache } from "../api/fetch-cache.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { startPage } from "../session/start-page.js";
import "./advisor.css";
import "./task-card.css";
import { AdvisorPage } from "./advisor-page.js";
import { InAdvisorLanguage } from "./in-advisor-language.js";

const cache = new FetchCache();

startPage(
  <FetchCacheContext value={cache}>
    <InAdvisorLanguage>
      <AdvisorPage />
    </InAdvisorLanguage>
  </FetchCacheContext>,
  () => cache.invalidate(),
  true,
);
