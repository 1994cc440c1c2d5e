import type { z } from "zod";
import { MONEY_FIELDS } from "../../lib/integrations/check.ts";
import { RECORD_SCHEMAS } from "../../lib/integrations/schema.ts";
import type { RecordKind } from "../../lib/integrations/types.ts";

/** What a column's text is turned into. */
export type FieldType = "text" | "money" | "integer" | "number" | "boolean" | "instant" | "day";

const INTEGERS = new Set([
  "quantity",
  "bandwidthMbps",
  "allowanceBytes",
  "noticeDays",
  "bytesDown",
  "bytesUp",
]);

/** The fields of a record that a column can fill, by path: `customer.email`, `items.sku`. */
export function fieldsOf(kind: RecordKind): Map<string, FieldType> {
  const fields = new Map<string, FieldType>();
  const walk = (schema: z.ZodType, path: string): void => {
    const inner = unwrap(schema);
    if (inner.def.type === "array") {
      // Rows that belong together are lines; other lists have no place in a table.
      if (path === "items") walk((inner as z.ZodArray).element as z.ZodType, path);
    } else if (inner.def.type === "object") {
      for (const [name, field] of Object.entries((inner as z.ZodObject).shape)) {
        walk(field as z.ZodType, path ? `${path}.${name}` : name);
      }
    } else {
      fields.set(path, typeOf(kind, path));
    }
  };
  walk(RECORD_SCHEMAS[kind], "");
  return fields;
}

/** What is inside of `.nullish()`, `.transform()` and their like. */
function unwrap(schema: z.ZodType): z.ZodType {
  const def = schema.def as z.ZodType["def"] & {
    innerType?: z.ZodType;
    in?: z.ZodType;
    out?: z.ZodType;
  };
  if (def.innerType) return unwrap(def.innerType);
  if (def.type === "pipe" && def.in && def.out)
    return unwrap(def.in.def.type === "transform" ? def.out : def.in);
  return schema;
}

function typeOf(kind: RecordKind, path: string): FieldType {
  const name = path.split(".").at(-1) ?? path;
  if (MONEY_FIELDS.has(name)) return "money";
  if (kind === "invoices" && name === "quantity") return "number";
  if (INTEGERS.has(name)) return "integer";
  if (name === "taxRate") return "number";
  if (name === "isActive") return "boolean";
  if (/At$|^window(Start|End)$/.test(name) || name === "validUntil") return "instant";
  if (/On$|^period(Start|End)$/.test(name)) return "day";
  return "text";
}
