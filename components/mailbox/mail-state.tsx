import { Badge } from "@/components/ui/badge";
import type { InboundState } from "@/lib/mailbox/types";

const TONES = {
  received: "info",
  replied: "success",
  opened: "success",
  quarantined: "warning",
  ignored: "neutral",
  bounce: "error",
  discarded: "neutral",
} as const satisfies Record<InboundState, string>;

/** What became of an e-mail, in a word. */
export function MailState({ state, label }: { state: InboundState; label: string }) {
  return <Badge tone={TONES[state]}>{label}</Badge>;
}
