"use client";

import { lazy } from "react";

/** Only a form that was sent needs these: they are loaded with its answer. */
export const MailSentLater = lazy(async () => ({ default: (await import("./mail-sent")).MailSent }));
export const CodeFormLater = lazy(async () => ({ default: (await import("./code-form")).CodeForm }));
