import "../ui/base.css";
import "../ui/touch.css";
import "./sim.css";
import "./sim-messages.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LocaleProvider } from "../i18n/locale-context.js";
import { SimPage } from "./sim-page.js";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <SimPage />
    </LocaleProvider>
  </StrictMode>,
);
