import type { Route } from "next";
import Link from "next/link";
import { placeOf } from "@/lib/audit/links";
import type { Resource } from "@/lib/audit/types";
import { thingOf } from "@/lib/audit/words";
import type { Reader } from "./reader";

/** "ticket TKT-2026-00001 Broken lamp": what an entry speaks of, as a link where there is a page of it. */
export function RecordName({
  area,
  type,
  resource,
  reader,
  gone,
}: {
  area: "portal" | "admin";
  type: string;
  resource: Resource | null;
  reader: Reader;
  /** Said of what had an id and is there no more. */
  gone?: string | undefined;
}) {
  const thing = thingOf({ resourceType: type });
  const { ref, name } = resource ?? {};
  const isNumber = ref !== undefined && !/^[0-9a-f]{8}-/.test(ref);
  const words = [isNumber ? ref : null, name].filter(Boolean).join(" ");
  const place = placeOf(area, { type, ...resource }, reader.modules);
  if (words === "") return <>{gone ? `${thing} (${gone})` : thing}</>;
  return (
    <>
      {thing}{" "}
      {place ? (
        <Link
          href={place as Route}
          prefetch={false}
          className="text-primary-text underline underline-offset-2"
        >
          {words}
        </Link>
      ) : (
        words
      )}
    </>
  );
}
