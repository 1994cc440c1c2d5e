import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { SelectOption } from "@/components/ui/select";
import { type ActionState, idle } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import { removeAddressAction, saveAddressAction } from "@/lib/profile/actions";
import { ADDRESS_PARTS, type SavedAddress } from "@/lib/profile/types";
import { Disclosure } from "./disclosure";
import { PlainForm } from "./plain-form";

/** The tokens by which browsers fill addresses in. */
const FILL = {
  line1: "address-line1",
  line2: "address-line2",
  suburb: "address-level3",
  city: "address-level2",
  province: "address-level1",
  postalCode: "postal-code",
  country: "country",
} as const;
const NEEDED: readonly string[] = ["line1", "city", "country"];

/** The addresses that a customer keeps, and which of them are used. */
export async function AddressesCard({
  addresses,
  submitted,
  countries,
  locale,
}: {
  addresses: readonly SavedAddress[];
  /** The outcome that this page answers when there is no JavaScript. */
  submitted: ActionState<undefined>;
  countries: readonly SelectOption[];
  locale: string;
}) {
  const t = await getTranslations("profile.addresses");
  const names = new Intl.DisplayNames([locale, "en"], { type: "region" });
  const stateOf = (id: string) =>
    submitted.status === "error" && (submitted.values.id ?? "") === id ? submitted : idle;
  const form = (address?: SavedAddress) => (
    <PlainForm
      // What was saved is a form of its own, and so is the next new one.
      key={address ? `${address.id}:${address.version}` : addresses.length}
      action={saveAddressAction}
      initial={stateOf(address?.id ?? "")}
      hidden={{
        key: newId(),
        id: address?.id ?? "",
        ...(address && { expectedVersion: String(address.version) }),
      }}
      fields={[
        {
          name: "label",
          label: t("label"),
          hint: t("labelHint"),
          type: "text",
          autoComplete: "off",
          value: address?.label ?? "",
          maxLength: 60,
          optionalLabel: t("optional"),
        },
        ...ADDRESS_PARTS.map((part) => ({
          name: part,
          label: t(`parts.${part}`),
          type: "text" as const,
          autoComplete: FILL[part],
          value: address?.address[part] ?? (part === "country" ? "ZA" : ""),
          maxLength: 120,
          ...(NEEDED.includes(part) ? {} : { optionalLabel: t("optional") }),
          ...(part === "country" ? { options: countries } : {}),
        })),
        {
          name: "isDelivery",
          label: t("useForDelivery"),
          type: "check",
          value: address?.isDelivery ? "on" : "",
        },
        {
          name: "isBilling",
          label: t("useForBilling"),
          type: "check",
          value: address?.isBilling ? "on" : "",
        },
      ]}
      texts={{ submit: t("save"), pending: t("saving"), done: t("saved") }}
    />
  );
  return (
    <Card title={t("title")} flush>
      {addresses.length > 0 && (
        <ul aria-label={t("title")} className="divide-y border-b">
          {addresses.map((address) => {
            const { country, ...parts } = address.address;
            const lines = ADDRESS_PARTS.map((part) => (part === "country" ? undefined : parts[part])).filter(
              Boolean,
            );
            const name = address.label ?? lines[0] ?? "";
            return (
              <li key={address.id} className="px-4 py-3 text-sm">
                <div className="flex flex-wrap items-center gap-2">
                  {address.label && <span className="font-medium">{address.label}</span>}
                  {address.isDelivery && <Badge tone="info">{t("delivery")}</Badge>}
                  {address.isBilling && <Badge tone="info">{t("billing")}</Badge>}
                </div>
                <p className="mt-0.5 break-words text-fg-secondary">
                  {[...lines, country && /^[A-Z]{2}$/.test(country) ? names.of(country) : country]
                    .filter(Boolean)
                    .join(", ")}
                </p>
                <div className="mt-1 flex flex-wrap items-start gap-x-5">
                  <Disclosure
                    label={t("edit")}
                    name={t("editNamed", { name })}
                    open={stateOf(address.id).status === "error"}
                  >
                    {form(address)}
                  </Disclosure>
                  {!address.isDelivery && !address.isBilling && (
                    <Disclosure label={t("remove")} name={t("removeNamed", { name })}>
                      <PlainForm
                        action={removeAddressAction}
                        initial={idle}
                        hidden={{ id: address.id }}
                        fields={[]}
                        quiet
                        texts={{ submit: t("removeConfirm"), pending: t("removing"), done: t("removed") }}
                      />
                    </Disclosure>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      <div className="px-4 py-3">
        {addresses.length === 0 && <p className="mb-1 text-fg-muted text-sm">{t("empty")}</p>}
        <Disclosure label={t("add")} open={stateOf("").status === "error"}>
          {form()}
        </Disclosure>
      </div>
    </Card>
  );
}
