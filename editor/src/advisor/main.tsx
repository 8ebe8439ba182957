import { startPage } from "../session/start-page.js";
import "./advisor.css";
import { AdvisorPage } from "./advisor-page.js";

startPage(<AdvisorPage />);
