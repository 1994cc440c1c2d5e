import { Brand } from "@/components/shell/brand";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { Monitor, Moon, Sun } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { ToastHost } from "@/components/ui/toast-host";
import { TooltipHost } from "@/components/ui/tooltip-host";
import { DEFAULT_BRANDING } from "@/lib/branding/branding";
import { Colours } from "./sections/colours";
import { Controls } from "./sections/controls";
import { Feedback } from "./sections/feedback";
import { Overlays } from "./sections/overlays";

/** Every primitive in every state, to look at while building. The frames have pages of their own below this one. */
export default function DesignSystemPage() {
  return (
    <main className="min-h-dvh bg-paper">
      <div className="mx-auto max-w-wide px-4 py-8 sm:px-6">
        <div className="mb-8 flex items-center justify-between gap-4">
          <Brand branding={DEFAULT_BRANDING} />
          <ThemeToggle
            initial="system"
            label="Theme"
            options={{
              system: { name: "System", icon: <Monitor aria-hidden className="size-3.5" /> },
              light: { name: "Light", icon: <Sun aria-hidden className="size-3.5" /> },
              dark: { name: "Dark", icon: <Moon aria-hidden className="size-3.5" /> },
            }}
          />
        </div>
        <PageHeader title="Design system" meta="Primitives in every state." className="mb-8" />
        <Colours />
        <Controls />
        <Feedback />
        <Overlays />
        <TooltipHost />
        <ToastHost label="News" dismissLabel="Dismiss" />
      </div>
    </main>
  );
}
