import { Banner } from "@/components/ui/banner";

/**
 * Shown in a form whose sender is no longer signed in (`error.code === "unauthenticated"`). The form keeps
 * what was typed; the link opens a second tab, whose cookies then count here too.
 */
export function SessionEnded({ labels }: { labels: { ended: string; signIn: string } }) {
  return (
    <Banner tone="warning">
      {labels.ended}{" "}
      <a href="/login" target="_blank" rel="noopener" className="font-medium underline underline-offset-2">
        {labels.signIn}
      </a>
    </Banner>
  );
}
