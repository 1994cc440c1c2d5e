import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { listDomains } from "@/lib/domains/queries";
import { getService } from "@/lib/services/queries";
import type { Subject } from "./suggestions";

const LONGEST_NAME = 60;

/**
 * What a page is about, by the name that people know it by: a page of a service has only its id in its address. Null
 * where there is nothing of that id for this viewer; what cannot be read is left out.
 */
export async function nameSubject(viewer: Viewer, subject: Subject | null): Promise<Subject | null> {
  if (subject?.kind === "service") {
    if (!viewer.modules.includes("services")) return null;
    const found = await getService(viewer, subject.number);
    return found.ok ? { kind: "service", number: found.value.name.slice(0, LONGEST_NAME) } : null;
  }
  if (subject?.kind === "domain") {
    if (!viewer.modules.includes("domains")) return null;
    const found = await listDomains(viewer, { limit: 2 });
    const [only, ...others] = found.ok ? found.value.items : [];
    // Of several the page is about none in particular.
    return { kind: "domain", number: only && others.length === 0 ? only.displayName : "" };
  }
  return subject;
}
