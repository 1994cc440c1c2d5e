import type { ComponentProps } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Popover } from "@/components/ui/popover";
import { AccountPanel } from "./account-panel";

/** The signed-in person's initials; behind them the account panel. */
export function UserMenu({ label, ...panel }: ComponentProps<typeof AccountPanel> & { label: string }) {
  return (
    <Popover
      label={label}
      trigger={<Avatar name={panel.viewer.fullName} size="sm" className="size-7" />}
      variant="ghost"
      square
      align="end"
      triggerClassName="rounded-full!"
      className="w-64 p-1.5"
    >
      <AccountPanel {...panel} />
    </Popover>
  );
}
