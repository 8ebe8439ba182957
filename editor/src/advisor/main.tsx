import { FetchCache } from "../api/fetch-cache.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { startPage } from "../session/start-page.js";
import "./advisor.css";
import "./advisor-sheets.css";
import { AdvisorPage } from "./advisor-page.js";

const cache = new FetchCache();

startPage(
  <FetchCacheContext value={cache}>
    <AdvisorPage />
  </FetchCacheContext>,
  () => cache.invalidate(),
);
