import type { ShellViewer } from "@/components/shell/account-panel";
import { MODULES } from "@/lib/core/modules";

export const SAMPLE_VIEWER: ShellViewer = {
  fullName: "Thandi van der Merwe",
  role: "agent",
  email: "thandi@example.co.za",
  customerName: "Table Bay Listening Room",
  modules: MODULES,
};

export const SAMPLE_TICKETS = [
  {
    number: "TKT-2026-00481",
    subject: "Left channel cuts out after ten minutes",
    status: "Waiting for you",
    activity: "Pieter asked when the courier may come",
    at: new Date(Date.now() - 8 * 60_000).toISOString(),
    isUnread: true,
    amount: "R 4 299,00",
  },
  {
    number: "TKT-2026-00479",
    subject: "Invoice shows the old company name",
    status: "In progress",
    activity: "You replied",
    at: new Date(Date.now() - 26 * 3_600_000).toISOString(),
    isUnread: false,
    amount: "R 850,00",
  },
  {
    number: "TKT-2026-00466",
    subject: "Fibre drops every evening between eight and nine, and the router has to be restarted by hand",
    status: "Resolved",
    activity: "Resolved by Lerato",
    at: "2026-10-02T08:20:00Z",
    isUnread: false,
    amount: "R 12 040,50",
  },
] as const;
