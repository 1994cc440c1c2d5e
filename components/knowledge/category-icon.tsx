import type { IconComponent } from "@/components/ui/icon";
import {
  Activity,
  BookOpen,
  CircleHelp,
  Disc3,
  FileText,
  Globe,
  Headphones,
  Languages,
  Link2,
  Lock,
  MessagesSquare,
  Package,
  ReceiptText,
  Router,
  ShieldCheck,
  Speaker,
  Undo2,
  UserRound,
  Wrench,
} from "@/components/ui/icons";

/** The names that a category's icon may have; any other is a book. */
const ICONS: Record<string, IconComponent | undefined> = {
  activity: Activity,
  disc: Disc3,
  "file-text": FileText,
  globe: Globe,
  headphones: Headphones,
  help: CircleHelp,
  languages: Languages,
  link: Link2,
  lock: Lock,
  messages: MessagesSquare,
  package: Package,
  receipt: ReceiptText,
  router: Router,
  shield: ShieldCheck,
  speaker: Speaker,
  undo: Undo2,
  user: UserRound,
  wrench: Wrench,
};

/** Icons to choose from. */
export const CATEGORY_ICONS = Object.keys(ICONS);

/** The icon of a category of the help centre. */
export function CategoryIcon({ name, className }: { name: string | null; className?: string }) {
  const Icon = ICONS[name ?? ""] ?? BookOpen;
  return <Icon aria-hidden className={className} />;
}
