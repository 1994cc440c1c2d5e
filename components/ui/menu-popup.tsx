"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode, RefObject } from "react";
import { cx } from "./cx";
import { Kbd } from "./kbd";
import type { MenuItem } from "./menu";

export type MenuPopupProps = {
  label: string;
  items: readonly MenuItem[];
  align: "start" | "end";
  anchor: RefObject<HTMLButtonElement | null>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const ITEM =
  "flex h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 text-sm outline-none touch:h-11 touch:text-base " +
  "data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:text-fg-disabled";

/** The list that `Menu` opens. Loaded on demand: import `Menu`, not this. */
export function MenuPopup({ label, items, align, anchor, open, onOpenChange }: MenuPopupProps) {
  return (
    <Menu.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Menu.Popup
            aria-label={label}
            finalFocus={anchor}
            className={cx(
              "max-h-(--available-height) min-w-48 origin-(--transform-origin) overflow-y-auto rounded-lg bg-paper p-1 text-fg shadow-float outline-none",
              "transition-[opacity,scale] duration-120 data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0",
            )}
          >
            {items.map((item) => (
              <Row key={item.key} item={item} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Row({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case "separator":
      return <Menu.Separator className="-mx-1 my-1 h-px bg-line" />;
    case "label":
      return <div className="px-2 pt-1.5 pb-1 font-medium text-fg-muted text-xs">{item.label}</div>;
    case "link":
      return (
        <Menu.LinkItem className={ITEM} render={<Link href={item.href} />} closeOnClick>
          <Content icon={item.icon}>{item.label}</Content>
        </Menu.LinkItem>
      );
    case "choice":
      return (
        <Menu.CheckboxItem
          className={ITEM}
          checked={item.checked}
          onCheckedChange={item.onSelect}
          closeOnClick
        >
          <Content icon={item.icon}>{item.label}</Content>
          <Menu.CheckboxItemIndicator>
            <Check aria-hidden className="text-primary-text" />
          </Menu.CheckboxItemIndicator>
        </Menu.CheckboxItem>
      );
    default:
      return (
        <Menu.Item
          className={cx(
            ITEM,
            item.danger && "text-error-text data-highlighted:bg-error-soft [&_.lucide]:text-error",
          )}
          disabled={item.disabled ?? false}
          onClick={item.onSelect}
        >
          <Content icon={item.icon}>{item.label}</Content>
          {item.shortcut && <Kbd keys={item.shortcut} />}
        </Menu.Item>
      );
  }
}

function Content({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <>
      {icon && <span className="flex text-fg-muted">{icon}</span>}
      <span className="flex-1">{children}</span>
    </>
  );
}
