import type { Route } from "next";
import type { IconComponent } from "@/components/ui/icon";
import {
  FolderTree,
  MessagesSquare,
  Settings,
  Sparkles,
  Tags,
  Timer,
  UsersRound,
  Workflow,
} from "@/components/ui/icons";

type SettingsSection = {
  /** Key of its words in `messages/en/settings.json`, under `sections`. */
  key: keyof typeof import("@/messages/en/settings.json")["sections"];
  href: Route;
  icon: IconComponent;
  /** Current on this very page only. */
  exact?: boolean;
};

/** The pages of the settings, in the order of their menu. */
export const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { key: "general", href: "/admin/settings", icon: Settings, exact: true },
  { key: "categories", href: "/admin/settings/categories", icon: FolderTree },
  { key: "tags", href: "/admin/settings/tags", icon: Tags },
  { key: "sla", href: "/admin/settings/sla", icon: Timer },
  { key: "teams", href: "/admin/settings/teams", icon: UsersRound },
  { key: "automation", href: "/admin/settings/automation", icon: Workflow },
  { key: "assistant", href: "/admin/settings/assistant", icon: Sparkles },
  { key: "whatsapp", href: "/admin/settings/whatsapp", icon: MessagesSquare },
];
