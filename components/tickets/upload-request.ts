/** What the uploads endpoint answers, and what a draft remembers of a file. */
export type UploadedFile = { id: string; fileName: string; mimeType: string; size: number };

/** What a file is for: a ticket, or for staff a customer whose ticket is not there yet. */
export type UploadTarget = { ticketId?: string | null; customerId?: string | null };

/** Why an upload failed: the server's own sentence, if it had one, and whether another try can help. */
export class UploadFailure extends Error {
  readonly code: string;
  readonly sentence: string | null;
  readonly canRetry: boolean;

  constructor(code: string, sentence: string | null) {
    super(code);
    this.code = code;
    this.sentence = sentence;
    this.canRetry = !["payload_too_large", "unsupported_media_type", "validation_failed"].includes(code);
  }
}

/**
 * Sends one file. `onProgress` gets the part that has left, 0 to 1, which `fetch` cannot tell.
 * Aborting `signal` ends it with an `UploadFailure` of code `aborted`.
 */
export function uploadFile(
  file: File,
  { ticketId, customerId }: UploadTarget,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (code: string, sentence: string | null = null) => reject(new UploadFailure(code, sentence));
    request.open("POST", "/api/portal/uploads");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => fail("network");
    request.onabort = () => fail("aborted");
    request.onload = () => {
      const answer = request.response as Answer | null;
      if (request.status === 201 && answer?.data) resolve(answer.data);
      else fail(answer?.error?.code ?? "network", answer?.error?.message ?? null);
    };
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.set("file", file);
    if (ticketId) form.set("ticketId", ticketId);
    if (customerId) form.set("customerId", customerId);
    request.send(form);
  });
}

type Answer = { data?: UploadedFile; error?: { code: string; message: string } };

/** Forgets a file that was uploaded and will not be sent. What fails here is swept within a day. */
export function forgetUpload(id: string): void {
  void fetch(`/api/portal/uploads/${id}`, { method: "DELETE" }).catch(() => undefined);
}
