import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { InstantSelect } from "@/components/ui/instant-select";
import type { CallAgent } from "@/lib/calls/types";

/** Which colleague a page is about; acts at once, and by a button without script. */
export async function AgentChoice({
  path,
  agent,
  agents,
  kept = {},
  hasEverybody = true,
  size = "md",
  className,
}: {
  path: string;
  /** Null for everybody. */
  agent: string | null;
  agents: readonly CallAgent[];
  /** What else the address says and goes on saying. */
  kept?: Record<string, string | null>;
  hasEverybody?: boolean;
  size?: "sm" | "md";
  className?: string;
}) {
  const t = await getTranslations("call-desk.week");
  return (
    <Form action={path as Route} scroll={false} className={cx("flex items-center gap-2", className)}>
      {Object.entries(kept).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <InstantSelect
        name="agent"
        aria-label={t("agent")}
        controlSize={size}
        value={agent ?? ""}
        className="min-w-40 flex-1"
        options={[
          ...(hasEverybody ? [{ value: "", label: t("everybody") }] : []),
          ...agents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <span className="hidden noscript:block">
        <Button type="submit" size={size}>
          {t("show")}
        </Button>
      </span>
    </Form>
  );
}
