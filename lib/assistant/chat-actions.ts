"use server";

import { customerAction } from "@/lib/auth/action";
import { ok } from "@/lib/core/result";
import { questionInput } from "./schema";

/** Asks without script. */
export const askAction = customerAction(questionInput, async () => ok(undefined));
