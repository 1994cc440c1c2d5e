"use client";
"use no memo";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ChatTexts } from "./chat-texts";

/** As long as a reason may be in the database. */
const MAX_REASON = 500;

/** Why an answer did not help. A default export, because it is fetched when it is needed. */
export default function ReasonForm({
  texts,
  onSend,
  onSkip,
}: {
  texts: ChatTexts["answer"];
  onSend: (reason: string) => void;
  onSkip: () => void;
}) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSend(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
  }

  return (
    <form onSubmit={send} className="mt-2 flex max-w-form flex-col gap-2">
      <Field name="reason" label={texts.why}>
        {(control) => (
          <Textarea {...control} rows={2} maxLength={MAX_REASON} dir="auto" className="min-h-14" />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm">
          {texts.sendWhy}
        </Button>
        <Button size="sm" variant="ghost" onClick={onSkip}>
          {texts.skip}
        </Button>
      </div>
    </form>
  );
}
