import { cx } from "@/components/ui/cx";
import { CircleUser, Sparkles, Users, Workflow } from "@/components/ui/icons";
import type { ActorRole } from "@/lib/audit/types";

const MARKS = {
  agent: { icon: Users, look: "bg-primary-light text-primary-text" },
  admin: { icon: Users, look: "bg-primary-light text-primary-text" },
  ai: { icon: Sparkles, look: "bg-info-soft text-info-text" },
  system: { icon: Workflow, look: "bg-active text-fg-secondary" },
  customer: { icon: CircleUser, look: "bg-active text-fg-secondary" },
  anonymous: { icon: CircleUser, look: "bg-active text-fg-secondary" },
} as const;

/** Person or machine, at a glance. Decorative: the role stands beside it in words. */
export function ActorMark({ role, className }: { role: ActorRole; className?: string }) {
  const { icon: Icon, look } = MARKS[role];
  return (
    <span
      aria-hidden
      className={cx("flex size-8 shrink-0 items-center justify-center rounded-full", look, className)}
    >
      <Icon />
    </span>
  );
}
