import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { TemplateGallery } from "./template-gallery.js";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root to draw into");
createRoot(root).render(
  <StrictMode>
    <TemplateGallery />
  </StrictMode>,
);
