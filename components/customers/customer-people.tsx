import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CustomerPerson } from "@/lib/customers/types";
import { AccessButton } from "./access-button";

/** Who signs in for the customer, and a way to keep them out. */
export async function CustomerPeople({
  people,
  clock,
}: {
  people: readonly CustomerPerson[];
  clock: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("customers.detail");
  if (people.length === 0) return <p className="text-fg-muted text-sm">{t("noPeople")}</p>;
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {people.map((person) => (
        <li key={person.id} className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <p className="flex items-center gap-2 font-medium">
              <span className="truncate">{person.fullName}</span>
              {!person.active && <Badge tone="error">{t("locked")}</Badge>}
            </p>
            <p className="truncate text-fg-muted">{person.email}</p>
            <p className="text-fg-muted">
              {person.lastSeenAt
                ? t.rich("seen", { when: () => <RelativeTime at={person.lastSeenAt ?? ""} {...clock} /> })
                : t("neverSeen")}
            </p>
          </div>
          <AccessButton
            userId={person.id}
            isActive={person.active}
            texts={{
              label: t(person.active ? "lock" : "unlock"),
              name: t(person.active ? "lockPerson" : "unlockPerson", { name: person.fullName }),
              locked: t("lockedNow", { name: person.fullName }),
              unlocked: t("unlockedNow", { name: person.fullName }),
              undo: t("undo"),
              failed: t("accessFailed"),
            }}
          />
        </li>
      ))}
    </ul>
  );
}
