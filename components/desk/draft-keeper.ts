import type { TicketDraft } from "@/lib/tickets/draft-types";

/** What is kept of a message that is being written. */
export type DraftContent = Pick<TicketDraft, "body" | "status" | "templateId"> & {
  attachmentIds: readonly string[];
};

/**
 * How a draft stands: as the server has it, changed since, kept by this browser alone because the server
 * cannot be reached, or changed elsewhere, so that its author must say which one is to stay.
 */
export type DraftState = "saved" | "changed" | "unreachable" | "conflict";

export type DraftServer = {
  /** Keeps the draft; `null` once it is empty. "changed" when another tab was faster; throws without a connection. */
  save: (content: DraftContent, version: number | null) => Promise<TicketDraft | null | "changed">;
  read: () => Promise<TicketDraft | null>;
};

export const NOTHING: DraftContent = { body: "", status: null, templateId: null, attachmentIds: [] };

const SAVE_AFTER_MS = 1_000;
const FIRST_RETRY_MS = 3_000;
const LAST_RETRY_MS = 30_000;

/** A draft of the server as what was written. */
export function contentOf(draft: TicketDraft | null): DraftContent {
  if (!draft) return NOTHING;
  const { body, status, templateId, files } = draft;
  return { body, status, templateId, attachmentIds: files.map(({ id }) => id) };
}

export function isSame(a: DraftContent, b: DraftContent): boolean {
  // Without words or files there is no draft, whatever was chosen beside them.
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  return (
    a.body === b.body &&
    a.status === b.status &&
    a.templateId === b.templateId &&
    a.attachmentIds.join() === b.attachmentIds.join()
  );
}

function isEmpty({ body, attachmentIds }: DraftContent): boolean {
  return body.trim() === "" && attachmentIds.length === 0;
}

/**
 * Keeps one draft in step with the server while it is written: one save at a time, a second after the last
 * change, and again, ever less often, while the server cannot be reached. Never overwrites what another tab
 * has saved meanwhile.
 */
export function createDraftKeeper(
  base: TicketDraft | null,
  server: DraftServer,
  onState: (state: DraftState) => void,
) {
  let version = base?.version ?? null;
  let saved = contentOf(base);
  let now = saved;
  /** Sent without an answer: perhaps the server has it. */
  let lost: DraftContent | null = null;
  let theirs: TicketDraft | null | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flight: Promise<void> | null = null;
  let failures = 0;
  let isHeld = false;

  const isDirty = () => flight !== null || !isSame(now, saved);

  function arm(delay = SAVE_AFTER_MS) {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), delay);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (flight) await flight;
    if (isHeld || theirs !== undefined || isSame(now, saved)) return;
    flight = save().finally(() => {
      flight = null;
    });
    await flight;
    if (!isHeld && theirs === undefined && !isSame(now, saved) && failures === 0) arm();
  }

  async function save() {
    const sent = now;
    try {
      let answer = await server.save(sent, version);
      if (answer === "changed") {
        const found = await server.read();
        const isOurs = [sent, lost].some((one) => one && found && isSame(contentOf(found), one));
        if (!isOurs) {
          theirs = found;
          onState("conflict");
          return;
        }
        version = found?.version ?? null;
        answer = await server.save(sent, version);
        if (answer === "changed") throw new Error("the draft changes too quickly");
      }
      version = answer?.version ?? null;
      saved = sent;
      lost = null;
      failures = 0;
      onState(isSame(now, saved) ? "saved" : "changed");
    } catch {
      lost = sent;
      failures += 1;
      onState("unreachable");
      if (!isHeld) arm(Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
    }
  }

  return {
    isDirty,
    version: () => version,
    /** What another tab made of it, while that is a conflict. */
    theirs: () => theirs,
    change(content: DraftContent) {
      if (isSame(content, now)) return;
      now = content;
      if (theirs !== undefined) return onState("conflict");
      if (isHeld) return;
      if (isSame(now, saved) && !flight) {
        clearTimeout(timer);
        return onState("saved");
      }
      onState("changed");
      arm();
    },
    /** Saves at once what is not saved yet. */
    flush,
    /** Takes another content for its own, such as what another tab saved. */
    adopt(draft: TicketDraft | null) {
      clearTimeout(timer);
      version = draft?.version ?? null;
      saved = contentOf(draft);
      now = saved;
      theirs = undefined;
      onState("saved");
    },
    /** What is written here began as something else than what the server has by now. */
    clash(draft: TicketDraft | null) {
      theirs = draft;
      onState("conflict");
    },
    /** Keeps what stands here, and lets go of what the other tab saved. */
    insist() {
      version = theirs?.version ?? null;
      saved = contentOf(theirs ?? null);
      theirs = undefined;
      return flush();
    },
    /** Stops saving while the draft is sent, and answers the version that goes with it. */
    async hold(): Promise<number | null> {
      isHeld = true;
      clearTimeout(timer);
      await flight;
      return version;
    },
    /** It was sent and is a draft no more, or it was not and still is. */
    release(wasSent: boolean) {
      isHeld = false;
      if (wasSent) {
        version = null;
        saved = NOTHING;
        theirs = undefined;
      }
      if (!isSame(now, saved)) arm();
    },
    /** The page is left, and may come back. */
    pause() {
      clearTimeout(timer);
    },
  };
}
