import { NAMED_FILES } from "./demo-tickets.ts";
import { makeFile } from "./files.ts";
import { idOf } from "./random.ts";
import type { Row, Rows } from "./rows.ts";
import { expectData, type Supabase } from "./supabase.ts";

const BUCKET = "ticket-attachments";

/** Stores the files that people of the demo sent along; returns what to record about them. */
export async function uploadFiles(supabase: Supabase, rows: Rows): Promise<Row<"ticket_attachments">[]> {
  return Promise.all(
    NAMED_FILES.map(async ([ticketKey, messageIndex, fileName]) => {
      const ticket = rows.support_tickets.find(({ id }) => id === idOf("ticket", ticketKey));
      const message = rows.ticket_messages.find(({ id }) => id === idOf("message", ticketKey, messageIndex));
      if (!ticket?.id || !message?.id) throw new RangeError(`${ticketKey} has no message ${messageIndex}.`);
      const file = await makeFile(fileName);
      const id = idOf("file", ticketKey, fileName);
      const path = `${ticket.customer_id}/${id}/${fileName}`;
      const body = new Blob([file.bytes], { type: file.mimeType });
      expectData(
        await supabase.storage.from(BUCKET).upload(path, body, { contentType: file.mimeType, upsert: true }),
      );
      return {
        id,
        customer_id: ticket.customer_id,
        ticket_id: ticket.id,
        message_id: message.id,
        uploaded_by: message.author_id ?? null,
        file_name: fileName,
        mime_type: file.mimeType,
        size: file.bytes.byteLength,
        sha256: file.sha256,
        width: file.width,
        height: file.height,
        storage_path: path,
        scan_status: "skipped" as const,
        stored_at: message.created_at ?? null,
        created_at: message.created_at ?? ticket.created_at ?? "",
      };
    }),
  );
}
