import "server-only";
import type { z } from "zod";
import type { AppError } from "@/lib/core/errors";
import type { Module } from "@/lib/core/modules";
import type { Result } from "@/lib/core/result";
import type { ChatTool, Reading, ToolContext, ToolResult } from "./types";

type Definition<I> = {
  name: string;
  description: string;
  input: z.ZodType<I>;
  module?: Module;
  /** Whether it touches what belongs to the customer. */
  isPersonal?: boolean;
  run(input: I, context: ToolContext): Promise<ToolResult>;
};

/** A tool whose input is checked before it runs, whoever made it up. */
export function defineTool<I>({ run, module, isPersonal = true, ...rest }: Definition<I>): ChatTool {
  return {
    ...rest,
    module: module ?? null,
    isPersonal,
    run: async (input, context) => {
      const parsed = rest.input.safeParse(input);
      if (parsed.success) return run(parsed.data, context);
      return { sources: [], note: `The input does not fit: ${problems(parsed.error)}` };
    },
  };
}

/** Which fields are wrong, without what was written in them. */
function problems({ issues }: z.ZodError): string {
  const told = issues.slice(0, 5).map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return told.join("; ").slice(0, 500);
}

/** What a query answered, as sources; a refusal is a note, so that the model can say so. */
export function reading<T>(found: Result<T>, toReading: (value: T) => Reading): Reading {
  return found.ok ? toReading(found.value) : { sources: [], note: whyNot(found.error) };
}

/** Why there is nothing, for the model. What belongs to somebody else is not there, as everywhere. */
export function whyNot(error: AppError): string {
  if (error.code === "not_found")
    return "There is nothing of that name or id among what this customer can see.";
  return error.message;
}
