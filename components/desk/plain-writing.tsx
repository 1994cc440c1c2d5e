"use client";

import { type ReactNode, startTransition, useEffect, useEffectEvent, useImperativeHandle } from "react";
import type { DeskWritingProps } from "./desk-writing";

/** In place of `DeskWriting` when that could not be fetched: no drafts and no way back, but what is sent is sent. */
export default function PlainWriting({ ref, wantsToSend, form, onSendPlainly }: DeskWritingProps): ReactNode {
  function send() {
    wantsToSend.current = false;
    if (form.current?.reportValidity()) {
      const data = new FormData(form.current);
      startTransition(() => onSendPlainly(data));
    }
  }
  useImperativeHandle(ref, () => ({ send }));
  const begin = useEffectEvent(() => {
    if (wantsToSend.current) send();
  });
  useEffect(() => begin(), []);
  return null;
}
