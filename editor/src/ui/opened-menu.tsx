import "./menu.css";
import { DropdownMenu } from "radix-ui";
import { classNames } from "./class-names.js";
import type { MenuProps } from "./menu.js";

/** A menu from its first opening on. Not modal: the modal one injects a style element, which the pages forbid. */
export const OpenedMenu = ({ trigger, groups, header }: MenuProps) => (
  <DropdownMenu.Root modal={false} defaultOpen>
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
