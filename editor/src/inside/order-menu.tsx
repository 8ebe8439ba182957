import { Ellipsis, LogOut, Route } from "lucide-react";
import { useState } from "react";
import type { PersonInside } from "../api/inside-calls.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { mayDesign, useSession } from "../session/session-context.js";
import { IconButton } from "../ui/button.js";
import { Menu, type MenuItem } from "../ui/menu.js";
import { OrderDialog } from "./late-dialogs.js";

interface OrderMenuProps extends PersonInside {
  readonly state: "waiting" | "active" | "closing" | "ended";
  readonly flowId: string;
  readonly flowName?: string | undefined;
  readonly customerName?: string | undefined;
}

/** What a lead can do with one person in a flow; nothing for others, or when it has ended. */
export function OrderMenu({ state, flowId, flowName = flowId, customerName, ...person }: OrderMenuProps) {
  const t = useTexts(INSIDE_TEXTS);
  const session = useSession();
  const [asked, setAsked] = useState<"move" | "exit">();
  if (!mayDesign(session) || (state !== "active" && state !== "closing")) return null;
  const name = customerName ?? t("order.somebody");
  const move: MenuItem = {
    key: "move",
    label: t("order.move"),
    icon: <Route size={16} />,
    onSelect: () => setAsked("move"),
  };
  const exit: MenuItem = {
    key: "exit",
    label: t("order.exit"),
    icon: <LogOut size={16} />,
    danger: true,
    onSelect: () => setAsked("exit"),
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("order.menu", { name })}>
            <Ellipsis size={17} aria-hidden />
          </IconButton>
        }
        groups={state === "active" ? [[move], [exit]] : [[exit]]}
      />
      {asked && (
        <OrderDialog
          kind={asked}
          flowId={flowId}
          flowName={flowName}
          name={name}
          {...person}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
