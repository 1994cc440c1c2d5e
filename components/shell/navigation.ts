import type { Route } from "next";
import type { IconComponent } from "@/components/ui/icon";
import {
  Bell,
  CircleUser,
  FileSearch,
  FileText,
  FolderTree,
  Gauge,
  Globe,
  LayoutDashboard,
  LifeBuoy,
  Mail,
  MessageCircleQuestion,
  MessageSquareText,
  MessagesSquare,
  Package,
  Phone,
  Plus,
  ReceiptText,
  Router,
  Settings,
  ShieldCheck,
  Tickets,
  Users,
} from "@/components/ui/icons";
import { inUse, type Module } from "@/lib/core/modules";

export type Area = "portal" | "admin";

export type NavigationEntry = {
  /** Key of its words in `messages/en/shell.json`, under `navigation`. */
  key: keyof typeof import("@/messages/en/shell.json")["navigation"];
  href: Route;
  icon: IconComponent;
  /** Current on this very page only, not on those below it. */
  exact?: boolean;
  /** Only where this business uses it. */
  module?: Module;
  /** Only for these; the page asks again. */
  need?: "admin";
  /** The heading it stands under in the sidebar; entries of a group stand together. */
  group?: NavigationGroup;
  /** Beside it stands how many of these are not settled yet. */
  counts?: "privacyRequests";
};

/** Headings of the sidebar, with words under `navigationGroup`. */
type NavigationGroup = "purchases" | "subscriptions";

/** Something to do from anywhere, offered by the command palette. */
export type NavigationAction = {
  key: "newTicket" | "newQuote" | "newCall";
  href: Route;
  icon: IconComponent;
  module?: Module;
};

/** The first three have a place in the tab bar of a phone, the others under "More". */
export const TABS_ON_PHONE = 3;

/** Every page that a menu, the tab bar and the command palette offer. A new module adds its line here. */
export const NAVIGATION: Record<Area, readonly NavigationEntry[]> = {
  portal: [
    { key: "dashboard", href: "/portal/dashboard", icon: LayoutDashboard },
    { key: "tickets", href: "/portal/tickets", icon: MessagesSquare },
    { key: "orders", href: "/portal/orders", icon: Package, module: "orders", group: "purchases" },
    { key: "invoices", href: "/portal/invoices", icon: ReceiptText, module: "invoices", group: "purchases" },
    { key: "quotes", href: "/portal/quotes", icon: FileText, module: "quotes", group: "purchases" },
    { key: "services", href: "/portal/services", icon: Router, module: "services", group: "subscriptions" },
    { key: "domains", href: "/portal/domains", icon: Globe, module: "domains", group: "subscriptions" },
    { key: "calls", href: "/portal/calls", icon: Phone, module: "calls" },
    { key: "assistant", href: "/portal/chat", icon: MessageCircleQuestion, module: "assistant" },
    { key: "notifications", href: "/portal/notifications", icon: Bell },
    { key: "profile", href: "/portal/profile", icon: CircleUser },
    { key: "privacy", href: "/portal/privacy", icon: ShieldCheck },
    { key: "help", href: "/help", icon: LifeBuoy, module: "knowledge" },
  ],
  admin: [
    { key: "overview", href: "/admin", icon: Gauge, exact: true },
    { key: "queue", href: "/admin/tickets", icon: Tickets },
    { key: "customers", href: "/admin/customers", icon: Users },
    { key: "quotes", href: "/admin/quotes", icon: FileText, module: "quotes" },
    { key: "services", href: "/admin/services", icon: Router, module: "services" },
    { key: "calls", href: "/admin/calls", icon: Phone, module: "calls" },
    { key: "mail", href: "/admin/mail", icon: Mail },
    { key: "templates", href: "/admin/templates", icon: MessageSquareText },
    { key: "knowledge", href: "/admin/knowledge", icon: FolderTree, module: "knowledge" },
    { key: "notifications", href: "/admin/notifications", icon: Bell },
    { key: "audit", href: "/admin/audit", icon: FileSearch, need: "admin" },
    { key: "privacy", href: "/admin/privacy", icon: ShieldCheck, counts: "privacyRequests" },
    { key: "settings", href: "/admin/settings", icon: Settings },
  ],
};

export const ACTIONS: Record<Area, readonly NavigationAction[]> = {
  portal: [
    { key: "newTicket", href: "/portal/tickets/new", icon: Plus },
    { key: "newQuote", href: "/portal/quotes/new", icon: Plus, module: "quotes" },
    { key: "newCall", href: "/portal/calls/new", icon: Plus, module: "calls" },
  ],
  admin: [{ key: "newQuote", href: "/admin/quotes/new", icon: Plus, module: "quotes" }],
};

/** What of a menu is for this person. */
export function entriesFor<T extends { module?: Module; need?: "admin" }>(
  entries: readonly T[],
  viewer: { role: string; modules: readonly Module[] },
): T[] {
  return inUse(entries, viewer.modules).filter(({ need }) => need === undefined || viewer.role === need);
}

/** Entries in runs of one group each, as the sidebar draws them. */
export function inGroups(
  entries: readonly NavigationEntry[],
): { group: NavigationGroup | undefined; entries: NavigationEntry[] }[] {
  const runs: { group: NavigationGroup | undefined; entries: NavigationEntry[] }[] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && last.group === entry.group) last.entries.push(entry);
    else runs.push({ group: entry.group, entries: [entry] });
  }
  return runs;
}
