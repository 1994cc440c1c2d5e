import "server-only";
import { log } from "@/lib/platform/log";
import type { ProposedAction, Source } from "../types";
import { listCallsTool } from "./calls";
import { searchHelpTool } from "./help";
import { getInvoiceTool, listInvoicesTool } from "./invoices";
import { getOrderTool, listOrdersTool } from "./orders";
import { proposeAcceptanceTool, proposeInvoiceTool, proposeReplyTool, proposeTicketTool } from "./propose";
import {
  listCallSlotsTool,
  proposeBookCallTool,
  proposeCancelCallTool,
  proposeMoveCallTool,
} from "./propose-calls";
import { getQuoteTool, listQuotesTool, searchProductsTool } from "./quotes";
import { listDomainsTool, listServicesTool } from "./services";
import { bounded, cut } from "./source";
import { getTicketTool, listTicketsTool } from "./tickets";
import type { ChatTool, ToolContext } from "./types";

/** All that an assistant may call. There is no tool that changes anything: what is proposed, the customer does. */
export const TOOLS: readonly ChatTool[] = [
  searchHelpTool,
  searchProductsTool,
  listOrdersTool,
  getOrderTool,
  listInvoicesTool,
  getInvoiceTool,
  listQuotesTool,
  getQuoteTool,
  listTicketsTool,
  getTicketTool,
  listCallsTool,
  listCallSlotsTool,
  listServicesTool,
  listDomainsTool,
  proposeTicketTool,
  proposeReplyTool,
  proposeAcceptanceTool,
  proposeInvoiceTool,
  proposeBookCallTool,
  proposeMoveCallTool,
  proposeCancelCallTool,
];

/** The tools that exist for this customer: of modules in use, and for a restricted one only what belongs to nobody. */
export function toolsFor({ viewer, restricted }: Pick<ToolContext, "viewer" | "restricted">): ChatTool[] {
  return TOOLS.filter(
    ({ module, isPersonal }) =>
      (module === null || viewer.modules.includes(module)) && !(isPersonal && restricted),
  );
}

/** How a call came out. Nothing in it can be more than this customer may read. */
export type ToolOutcome = {
  sources: Source[];
  note: string | null;
  action: ProposedAction | null;
  isFailed: boolean;
};

const NOTE = 500;
const UNREADABLE = "This could not be read just now.";

/**
 * Runs a tool by the name that a model wrote. A tool that is unknown, or not there for this customer, and one
 * that fails are notes, so that the model can go on; nothing throws.
 */
export async function runTool(name: string, input: unknown, context: ToolContext): Promise<ToolOutcome> {
  const tool = toolsFor(context).find((one) => one.name === name);
  if (!tool) return failed("There is no such tool.");
  try {
    const result = await tool.run(input, context);
    if ("action" in result) return { sources: [], note: null, action: result.action, isFailed: false };
    const sources = bounded(result.sources);
    if (tool.isPersonal && !(await isSigned(tool.name, sources, context))) return failed(UNREADABLE);
    return { sources, note: result.note ? cut(result.note, NOTE) : null, action: null, isFailed: false };
  } catch (error) {
    log.error({ err: error, tool: name }, "a tool of the assistant failed");
    return failed(UNREADABLE);
  }
}

/** Writes down what a model is about to get. What cannot be signed for is not handed over. */
async function isSigned(
  tool: string,
  sources: readonly Source[],
  { viewer, messageId, reader = "assistant" }: ToolContext,
): Promise<boolean> {
  if (sources.length === 0) return true;
  const { error } = await viewer.db.rpc("log_assistant_read", {
    p_message_id: messageId,
    p_reader: reader,
    p_tool: tool,
    p_read: sources.map(({ kind, id }) => `${kind}:${id}`),
  });
  return error === null;
}

function failed(note: string): ToolOutcome {
  return { sources: [], note, action: null, isFailed: true };
}
