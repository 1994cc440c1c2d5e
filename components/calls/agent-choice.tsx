import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { BookingAddress } from "@/lib/calls/booking-address";
import type { CallAgent } from "@/lib/calls/types";

/** Whose free times are shown: one colleague's, or those of everybody. */
export async function AgentChoice({
  path,
  address,
  agents,
}: {
  path: string;
  address: BookingAddress;
  agents: readonly CallAgent[];
}) {
  const t = await getTranslations("call-desk.week");
  return (
    <Form action={path as Route} scroll={false} className="mb-6 flex max-w-md items-center gap-2">
      {(["customer", "category", "channel", "zone"] as const).map(
        (name) => address[name] && <input key={name} type="hidden" name={name} value={address[name]} />,
      )}
      <Select
        name="agent"
        aria-label={t("agent")}
        key={address.agent}
        defaultValue={address.agent ?? ""}
        className="min-w-0 flex-1"
        options={[
          { value: "", label: t("everybody") },
          ...agents
            .filter(({ hasAvailability }) => hasAvailability)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button type="submit">{t("show")}</Button>
    </Form>
  );
}
