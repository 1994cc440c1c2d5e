import { getTranslations } from "next-intl/server";
import { idle } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import type { CorrectionField } from "@/lib/privacy/types";
import { requestCorrectionAction } from "@/lib/profile/actions";
import { Disclosure } from "./disclosure";
import { PlainForm } from "./plain-form";

/** Asks staff to correct something that is theirs to change. What becomes of it stands in the privacy centre. */
export async function CorrectionForm({ field, label }: { field: CorrectionField; label: string }) {
  const t = await getTranslations("profile.correction");
  return (
    <Disclosure label={t("ask")} name={t("askNamed", { field: label })}>
      <PlainForm
        action={requestCorrectionAction}
        initial={idle}
        hidden={{ field, key: newId() }}
        quiet
        fields={[
          {
            name: "proposed",
            label: t("proposed"),
            hint: t("hint"),
            type: "text",
            autoComplete: "off",
            maxLength: 2000,
          },
        ]}
        texts={{ submit: t("send"), pending: t("sending"), done: t("done") }}
      />
    </Disclosure>
  );
}
