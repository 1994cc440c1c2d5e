import type { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer";
import type { Module } from "@/lib/core/modules";
import type { ProposedAction, Source } from "../types";

/** For whom and in which conversation a tool runs. */
export type ToolContext = {
  /** The customer who asked; every tool reads with their own client, so that row security decides. */
  viewer: Viewer;
  sessionId: string;
  /** The answer that is being written. */
  messageId: string;
  locale: string;
  timeZone: string;
  /** Whether the customer restricts processing: then only what belongs to nobody is read. */
  restricted: boolean;
  /** Who reads, for the audit log: the model's name, or `extractive`. */
  reader?: string | undefined;
  now?: Date | undefined;
};

/** What a reading tool found. `note` tells the model what the sources do not: that there is nothing, that a name is unknown. */
export type Reading = { sources: Source[]; note?: string | undefined };

/** A tool reads, or it proposes; none does anything by itself. */
export type ToolResult = Reading | { action: ProposedAction };

/** Something that an assistant may call. */
export type ChatTool = {
  name: string;
  /** For the model: what it is for and when to use it. */
  description: string;
  input: z.ZodType;
  /** The module that it belongs to: switched off, there is no such tool. */
  module: Module | null;
  /** Whether it touches what belongs to the customer; such a tool is not there for a restricted one. */
  isPersonal: boolean;
  /** Takes what a model made up: input that does not fit is an answer with a note, never an exception. */
  run(input: unknown, context: ToolContext): Promise<ToolResult>;
};
