import { useEffect, useState } from "react";
import type { DeskSubjects } from "@/lib/tickets/desk-types";

/** What a ticket of this customer can be about; null until it is known, or where it cannot be found out. */
export function useDeskSubjects(customerId: string | null): DeskSubjects | null {
  const [found, setFound] = useState<{ id: string; subjects: DeskSubjects } | null>(null);

  useEffect(() => {
    if (customerId === null) return;
    const stop = new AbortController();
    fetch(`/api/admin/customers/${customerId}/subjects`, { signal: stop.signal })
      .then(async (response) => {
        if (!response.ok) return;
        const { data } = (await response.json()) as { data: DeskSubjects };
        setFound({ id: customerId, subjects: data });
      })
      // The ticket can be opened without: order and service are not asked for then.
      .catch(() => undefined);
    return () => stop.abort();
  }, [customerId]);

  return found?.id === customerId ? found.subjects : null;
}
