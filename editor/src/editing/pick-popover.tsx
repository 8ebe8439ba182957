import { Popover } from "radix-ui";
import { type ComponentProps, type ReactNode, useRef, useState } from "react";
import type { Anchor } from "./editor-view.js";
import { PickList } from "./pick-list.js";

interface AnchoredProps {
  readonly anchor: Anchor;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small window beside a place of the screen. Closed by Escape, or a press beside it. */
export function AnchoredPopover({ anchor, label, onClose, children }: AnchoredProps) {
  const virtual = useRef({ getBoundingClientRect: () => new DOMRect() });
  virtual.current = { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, anchor.width, anchor.height) };
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtual} />
      <Popover.Portal>
        <Popover.Content
          className="popover"
          aria-label={label}
          side="bottom"
          align="center"
          sideOffset={6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PickButtonProps extends Omit<ComponentProps<typeof PickList>, "onClose"> {
  /** The button that opens it. */
  readonly trigger: ReactNode;
}

/** A button that opens a list to search in. */
export function PickButton({ trigger, onPick, ...list }: PickButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          aria-label={list.label}
          side="bottom"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <PickList
            {...list}
            onPick={(key) => {
              setOpen(false);
              onPick(key);
            }}
            onClose={() => setOpen(false)}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
