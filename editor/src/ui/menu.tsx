import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useState } from "react";
import { late } from "./late.js";

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

interface TriggerProps {
  readonly onClick?: () => void;
  readonly onFocus?: () => void;
  readonly onPointerEnter?: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<TriggerProps>;
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly MenuItem[])[];
  readonly header?: ReactNode;
}

/** Until the menu's code is there the button looks as it does with an open menu. */
const OpenedMenu = late<MenuProps>(
  async () => (await import("./opened-menu.js")).OpenedMenu,
  ({ trigger }) => cloneElement(trigger, { "aria-haspopup": "menu", "aria-expanded": true }),
);

/**
 * Actions behind a button. A page has many such buttons and few are ever pressed, so what opens a menu and moves in it
 * is fetched when the first one is about to be.
 */
export function Menu(props: MenuProps) {
  const [isUsed, setUsed] = useState(false);
  if (isUsed) return <OpenedMenu {...props} />;
  const open = () => setUsed(true);
  const fetch = () => void OpenedMenu.load();
  return cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: open,
    onFocus: fetch,
    onPointerEnter: fetch,
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      open();
    },
  });
}

/** Fetches what menus are made of, so that the first press opens one at once. */
export const loadMenus = (): Promise<void> => OpenedMenu.load();
