import { getTranslations } from "next-intl/server";
import {
  Archive,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  ClockAlert,
  Hourglass,
  ShieldCheck,
  Undo2,
} from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { Tone } from "@/components/ui/tone";
import { formatDate } from "@/lib/core/dates";
import { isOpen, isOverdue } from "@/lib/privacy/status";
import type { PrivacyRequest, PrivacyStatus } from "@/lib/privacy/types";
import type { Reader } from "./reader";

const LOOK: Record<PrivacyStatus, { tone: Tone; icon: typeof Clock }> = {
  received: { tone: "info", icon: CircleDashed },
  in_progress: { tone: "info", icon: Hourglass },
  scheduled: { tone: "warning", icon: Clock },
  active: { tone: "warning", icon: CirclePause },
  completed: { tone: "success", icon: ShieldCheck },
  refused: { tone: "error", icon: CircleX },
  cancelled: { tone: "neutral", icon: Undo2 },
  expired: { tone: "neutral", icon: Archive },
  lifted: { tone: "neutral", icon: Undo2 },
};

/** What a request is at, as icon and word. */
export async function RequestStatus({ status }: { status: PrivacyStatus }) {
  const t = await getTranslations("privacy.status");
  const { tone, icon: Icon } = LOOK[status];
  return (
    <Status tone={tone} icon={<Icon aria-hidden />}>
      {t(status)}
    </Status>
  );
}

/** The clock of a request in words: by when, since when, until when. What is overdue is red, and says so. */
export async function RequestClock({
  request,
  reader,
  now,
}: {
  request: PrivacyRequest;
  reader: Reader;
  now: Date;
}) {
  const t = await getTranslations("privacy.clock");
  const date = (at: string) => formatDate(at, reader.locale, reader.timeZone);
  if (isOverdue(request, now)) {
    return (
      <span className="inline-flex items-center gap-1 font-medium text-error-text">
        <ClockAlert aria-hidden className="size-3.5" />
        {t("overdue", { date: date(request.dueAt) })}
      </span>
    );
  }
  if (request.status === "scheduled" && request.effectiveAt) {
    return t("begins", { date: date(request.effectiveAt) });
  }
  if (isOpen(request)) return t(request.extendedAt ? "extended" : "due", { date: date(request.dueAt) });
  if (request.status === "active") return t("active", { date: date(request.createdAt) });
  if (request.status === "completed" && request.result.expiresAt) {
    return t("expires", { date: date(request.result.expiresAt) });
  }
  return t("settled", { date: date(request.settledAt ?? request.createdAt) });
}
