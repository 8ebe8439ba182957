import "./menu.css";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.js";

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  /** Groups, with a line between them. */
  readonly groups: readonly (readonly MenuItem[])[];
  readonly header?: ReactNode;
}

/** Actions behind a button. Not modal: the modal one injects a style element, which the pages forbid. */
export const Menu = ({ trigger, groups, header }: MenuProps) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
        {header !== undefined && <DropdownMenu.Label className="menu-header">{header}</DropdownMenu.Label>}
        {groups
          .filter((group) => group.length > 0)
          .map((group, i) => (
            <DropdownMenu.Group key={group[0]?.key} className={classNames("menu-group", i > 0 && "menu-line")}>
              {group.map(({ key, label, icon, danger, disabled, onSelect }) => (
                <DropdownMenu.Item
                  key={key}
                  className={classNames("menu-item", danger && "menu-danger")}
                  disabled={disabled ?? false}
                  onSelect={onSelect}
                >
                  <span className="menu-icon" aria-hidden>
                    {icon}
                  </span>
                  {label}
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
);
