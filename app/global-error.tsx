"use client";

import { CloudAlert } from "lucide-react";
import { FaultPage } from "@/components/shell/fault-page";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import texts from "@/messages/en/fault.json";
import { fontVariables } from "./fonts";
import "./globals.css";

/** The last resort, when the root layout itself failed: a document of its own, in the device's theme. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="flex flex-col">
        <title>{texts.errorTitle}</title>
        <FaultPage
          icon={<CloudAlert />}
          title={texts.errorTitle}
          reference={error.digest ? { label: texts.reference, value: error.digest } : undefined}
          actions={
            <>
              <Button variant="primary" onClick={reset}>
                {texts.retry}
              </Button>
              {/* A full load: the router may be what failed. */}
              <a href="/" className={buttonStyle({})}>
                {texts.home}
              </a>
            </>
          }
        >
          {texts.errorBody}
        </FaultPage>
      </body>
    </html>
  );
}
