import { Plus } from "lucide-react";
import { useEditor } from "../editing/editor-session.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Empty } from "../ui/notice.js";

/** What a canvas without steps says, and how to begin. */
export function EmptyCanvas() {
  const { view } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  return (
    <div className="empty-canvas">
      <Empty
        title={t("empty.title")}
        actions={
          <Button
            tone="primary"
            size="l"
            icon={<Plus size={17} aria-hidden />}
            onClick={({ currentTarget }) => {
              const { x, y, width, height } = currentTarget.getBoundingClientRect();
              view.setState({ picker: { slot: { kind: "free" }, anchor: { x, y, width, height } } });
            }}
          >
            {t("empty.add")}
          </Button>
        }
      >
        {t("empty.text")}
      </Empty>
    </div>
  );
}
