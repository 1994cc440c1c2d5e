import { getTranslations } from "next-intl/server";
import type { RevealLabels } from "@/components/auth/password-input";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { SelectOption } from "@/components/ui/select";
import type { StateOf } from "@/lib/core/action-state";
import { formatPhone } from "@/lib/core/phone-words";
import { changeNameAction, requestEmailChangeAction } from "@/lib/profile/actions";
import type { Profile } from "@/lib/profile/types";
import { CorrectionForm } from "./correction-form";
import { Disclosure } from "./disclosure";
import { PhoneChange, type PhoneChangeStates } from "./phone-change";
import { PlainForm } from "./plain-form";
import { Row, Rows } from "./rows";

/** What the person changes themselves: the name, and after a proof the addresses with which they sign in. */
export async function ContactCard({
  profile,
  states,
  countries,
  reveal,
  canUsePhone,
}: {
  profile: Profile;
  /** The outcomes that this page answers when there is no JavaScript. */
  states: {
    name: StateOf<typeof changeNameAction>;
    email: StateOf<typeof requestEmailChangeAction>;
    phone: PhoneChangeStates;
  };
  countries: readonly SelectOption[];
  reveal: RevealLabels;
  /** Whether codes can be sent to phones here. */
  canUsePhone: boolean;
}) {
  const t = await getTranslations("profile.contact");
  const hasPassword = profile.email !== "";
  const password = {
    name: "currentPassword",
    label: t("password"),
    hint: t("passwordHint"),
    type: "password",
    autoComplete: "current-password",
  } as const;
  return (
    <Card title={t("title")} flush>
      <Rows>
        <Row
          label={t("name")}
          value={profile.fullName}
          note={profile.isNameFixed && <Badge>{t("verified")}</Badge>}
        >
          {profile.isNameFixed ? (
            <CorrectionForm field="fullName" label={t("name")} />
          ) : (
            <Disclosure label={t("change")} name={t("changeName")} open={states.name.status === "error"}>
              <PlainForm
                // The next name is a form of its own.
                key={profile.fullName}
                action={changeNameAction}
                initial={states.name}
                fields={[
                  {
                    name: "fullName",
                    label: t("name"),
                    type: "text",
                    autoComplete: "name",
                    value: profile.fullName,
                    maxLength: 200,
                  },
                ]}
                texts={{ submit: t("save"), pending: t("saving"), done: t("saved") }}
              />
            </Disclosure>
          )}
        </Row>
        <Row
          label={t("email")}
          value={profile.email || t("none")}
          note={profile.newEmail && <Badge tone="warning">{t("waiting", { email: profile.newEmail })}</Badge>}
        >
          <Disclosure
            label={hasPassword ? t("change") : t("add")}
            name={t("changeEmail")}
            open={states.email.status !== "idle"}
          >
            <PlainForm
              action={requestEmailChangeAction}
              initial={states.email}
              reveal={reveal}
              fields={[
                {
                  name: "email",
                  label: t("newEmail"),
                  hint: t("newEmailHint"),
                  type: "email",
                  autoComplete: "email",
                  maxLength: 320,
                },
                ...(hasPassword ? [password] : []),
              ]}
              texts={{ submit: t("sendLink"), pending: t("sending"), done: t("linkSent") }}
            />
          </Disclosure>
        </Row>
        <Row
          label={t("phone")}
          value={profile.phone ? formatPhone(profile.phone) : t("none")}
          note={
            profile.phone &&
            (profile.isPhoneVerified ? (
              <Badge tone="success">{t("proven")}</Badge>
            ) : (
              <Badge>{t("unproven")}</Badge>
            ))
          }
        >
          {canUsePhone ? (
            <Disclosure
              label={profile.phone ? t("changeOrVerify") : t("add")}
              name={t("changePhone")}
              open={states.phone.asked.status !== "idle" || states.phone.confirmed.status !== "idle"}
            >
              <PhoneChange
                key={profile.phone}
                states={states.phone}
                countries={countries}
                phone={profile.phone ?? ""}
                hasPassword={hasPassword}
                reveal={reveal}
                texts={{
                  country: t("country"),
                  number: t("newPhone"),
                  password: t("password"),
                  passwordHint: t("passwordHint"),
                  sendCode: t("sendCode"),
                  sending: t("sending"),
                  sent: t.raw("codeSent") as string,
                  code: t("code"),
                  confirm: t("confirm"),
                  confirming: t("confirming"),
                  done: t("phoneDone"),
                  again: t("phoneAgain"),
                }}
              />
            </Disclosure>
          ) : (
            <CorrectionForm field="phone" label={t("phone")} />
          )}
        </Row>
      </Rows>
    </Card>
  );
}
