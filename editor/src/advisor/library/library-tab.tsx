import "../advisor-sheets.css";
import type { LibraryItem } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { useDesk } from "../desk-context.js";
import { LibraryList } from "./library-list.js";
import { OwnScriptSheet } from "./own-script-sheet.js";

/** Scripts and materials, to copy, to send beside a chat, and to word in one's own way. */
export function LibraryTab() {
  const t = useTexts(DESK_TEXTS);
  const { canAct } = useDesk();
  const [editing, setEditing] = useState<LibraryItem | "new">();
  return (
    <>
      <header className="tab-head">
        <div className="list-title">
          <h1>{t("library.title")}</h1>
          {canAct && (
            <Button size="l" onClick={() => setEditing("new")}>
              + {t("library.new")}
            </Button>
          )}
        </div>
      </header>
      <main className="list" tabIndex={-1}>
        <LibraryList onEdit={setEditing} />
      </main>
      {editing !== undefined && (
        <OwnScriptSheet item={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
