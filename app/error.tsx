"use client";

import { CloudAlert } from "lucide-react";
import { FaultPage } from "@/components/shell/fault-page";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import texts from "@/messages/en/fault.json";

/**
 * A page that failed. It stands inside the layouts around it, so the navigation stays. Its words are
 * bundled: what broke may be the way to fetch any.
 */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="flex min-h-[70dvh] flex-col">
      <FaultPage
        icon={<CloudAlert />}
        title={texts.errorTitle}
        reference={error.digest ? { label: texts.reference, value: error.digest } : undefined}
        actions={
          <>
            <Button variant="primary" onClick={reset}>
              {texts.retry}
            </Button>
            <LinkButton href="/">{texts.home}</LinkButton>
          </>
        }
      >
        {texts.errorBody}
      </FaultPage>
    </div>
  );
}
