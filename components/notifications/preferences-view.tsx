import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { ActionState } from "@/lib/core/action-state";
import { savePreferencesAction } from "@/lib/notifications/preferences-actions";
import type { Preferences } from "@/lib/notifications/preferences-types";
import type { Audience } from "@/lib/tickets/types";
import { ChannelCard } from "./channel-card";
import { CommandForm } from "./command-form";
import { PreferenceGrid } from "./preference-grid";
import { ReachHours } from "./reach-hours";

/** Where and when a person is told of what, in the portal and at the desk. */
export async function PreferencesView({
  preferences,
  audience,
  locale,
  pushKey,
  saved,
}: {
  preferences: Preferences;
  audience: Audience;
  locale: string;
  /** Null where web push is not set up. */
  pushKey: string | null;
  /** The outcome of the form without script. */
  saved: ActionState<Preferences>;
}) {
  const t = await getTranslations("preferences");
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <ChannelCard preferences={preferences} locale={locale} pushKey={pushKey} />
      <CommandForm
        action={savePreferencesAction}
        initial={saved}
        texts={{ submit: t("save"), done: t("saved"), failed: t("failed") }}
        className="flex flex-col gap-4"
        button={{ variant: "primary", className: "self-start" }}
      >
        <Card title={t("events.title")}>
          <PreferenceGrid preferences={preferences} audience={audience} hasPush={pushKey !== null} />
        </Card>
        <Card title={t("hours.title")}>
          <ReachHours preferences={preferences} saved={saved} locale={locale} />
        </Card>
      </CommandForm>
    </div>
  );
}
