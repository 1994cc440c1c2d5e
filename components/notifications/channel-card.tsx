import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { TriangleAlert } from "@/components/ui/control-icons";
import { Bell as BellIcon, BellOff, Mail, Phone } from "@/components/ui/icons";
import { idle } from "@/lib/core/action-state";
import { formatDate } from "@/lib/core/dates";
import { formatPhone } from "@/lib/core/phone-words";
import {
  reactivateEmailAction,
  removeDeviceAction,
  sendTestAction,
} from "@/lib/notifications/preferences-actions";
import type { Preferences } from "@/lib/notifications/preferences-types";
import type { Channel } from "@/lib/notifications/types";
import { CommandForm } from "./command-form";
import { PushControl } from "./push-control";

/** Each way to a person: whether it works, a test, and what to do when it does not. */
export async function ChannelCard({
  preferences,
  locale,
  pushKey,
}: {
  preferences: Preferences;
  locale: string;
  pushKey: string | null;
}) {
  const t = await getTranslations("preferences.ways");
  return (
    <Card title={t("title")} flush>
      <ul className="divide-y">
        <EmailWay preferences={preferences} locale={locale} />
        {preferences.whatsapp.isOffered && <WhatsAppWay preferences={preferences} />}
        <PushWay preferences={preferences} locale={locale} pushKey={pushKey} />
      </ul>
    </Card>
  );
}

async function EmailWay({ preferences, locale }: { preferences: Preferences; locale: string }) {
  const t = await getTranslations("preferences.ways");
  const { emailEnabled, email, timeZone } = preferences;
  const { suppressed } = email;
  const state = suppressed
    ? t(`email.${suppressed.reason}`, { date: formatDate(suppressed.at, locale, timeZone) })
    : t(emailEnabled ? "email.ok" : "email.off");
  return (
    <Way icon={<Mail aria-hidden />} name={email.address} state={state} isBroken={suppressed !== null}>
      {suppressed ? (
        <CommandForm
          action={reactivateEmailAction}
          initial={idle}
          texts={{ submit: t("email.again"), done: t("email.reactivated"), failed: t("push.failed") }}
          button={{ size: "sm" }}
        />
      ) : (
        <Test channel="email" />
      )}
    </Way>
  );
}

async function WhatsAppWay({ preferences: { whatsapp } }: { preferences: Preferences }) {
  const t = await getTranslations("preferences");
  const { number, isVerified, stoppedAt } = whatsapp;
  const state = !isVerified ? "unverified" : stoppedAt ? "stopped" : "ok";
  return (
    <Way
      icon={<Phone aria-hidden />}
      name={
        number && isVerified ? `${t("channel.whatsapp")} · ${formatPhone(number)}` : t("channel.whatsapp")
      }
      state={t(`ways.whatsapp.${state}`)}
      isBroken={state === "stopped"}
    >
      {state === "ok" && <Test channel="whatsapp" />}
    </Way>
  );
}

async function PushWay({
  preferences: { devices, timeZone },
  locale,
  pushKey,
}: {
  preferences: Preferences;
  locale: string;
  pushKey: string | null;
}) {
  const t = await getTranslations("preferences");
  if (pushKey === null) {
    return <Way icon={<BellOff aria-hidden />} name={t("channel.push")} state={t("ways.push.unavailable")} />;
  }
  const count = devices.length;
  return (
    <Way
      icon={<BellIcon aria-hidden />}
      name={t("channel.push")}
      state={count > 0 ? t("ways.push.some", { count }) : t("ways.push.none")}
      below={
        count > 0 && (
          <ul className="mt-2 flex flex-col gap-1">
            {devices.map(({ id, label, createdAt }) => (
              <li key={id} className="flex min-h-8 flex-wrap items-center justify-between gap-2 text-sm">
                <span>
                  {label}{" "}
                  <span className="text-fg-muted">
                    {t("ways.push.added", { date: formatDate(createdAt, locale, timeZone) })}
                  </span>
                </span>
                <CommandForm
                  action={removeDeviceAction}
                  initial={idle}
                  texts={{
                    submit: t("ways.push.remove", { label }),
                    done: t("ways.push.stopped"),
                    failed: t("ways.push.failed"),
                  }}
                  button={{ size: "sm", variant: "ghost" }}
                >
                  <input type="hidden" name="ref" value={id} />
                </CommandForm>
              </li>
            ))}
          </ul>
        )
      }
    >
      <PushControl
        publicKey={pushKey}
        known={count}
        texts={{
          allow: t("ways.push.allow"),
          allowed: t("ways.push.allowed"),
          stop: t("ways.push.stop"),
          stopped: t("ways.push.stopped"),
          denied: t("ways.push.denied"),
          unsupported: t("ways.push.unsupported"),
          failed: t("ways.push.failed"),
        }}
      />
      {count > 0 && <Test channel="push" />}
    </Way>
  );
}

async function Test({ channel }: { channel: Channel }) {
  const t = await getTranslations("preferences.ways");
  return (
    <CommandForm
      action={sendTestAction}
      initial={idle}
      texts={{ submit: t("test"), done: t("tested"), failed: t("push.failed") }}
      button={{ size: "sm", variant: "ghost" }}
    >
      <input type="hidden" name="channel" value={channel} />
    </CommandForm>
  );
}

function Way({
  icon,
  name,
  state,
  isBroken = false,
  below,
  children,
}: {
  icon: ReactNode;
  name: string;
  state: string;
  isBroken?: boolean;
  below?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className="mt-0.5 text-fg-muted">{icon}</span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56">
            <p className="break-words font-medium text-base">{name}</p>
            <p
              className={
                isBroken ? "flex items-start gap-1.5 text-sm text-warning-text" : "text-fg-muted text-sm"
              }
            >
              {isBroken && <TriangleAlert aria-hidden className="mt-[0.1875rem] size-3.5" />}
              {state}
            </p>
          </div>
          {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
        </div>
        {below}
      </div>
    </li>
  );
}
