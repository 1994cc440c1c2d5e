import { stringify } from "csv-stringify/sync";
import { inert } from "@/lib/core/csv";

/** Rises whenever a reader of older archives would have to change. */
export const EXPORT_SCHEMA_VERSION = 1;

type JsonSchema = { readonly [keyword: string]: unknown };

/** A table of the archive, as the database describes it. */
export type ExportSection = {
  /** With its schema: what it is read by. */
  table: string;
  /** Its name in the archive. */
  name: string;
  category: string;
  description: string;
  columns: readonly { name: string; schema: JsonSchema }[];
};

/** The JSON Schema of `data.json`: every section with every field, and nothing else. */
export function exportSchema(sections: readonly ExportSection[]): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:portico:privacy-export:${EXPORT_SCHEMA_VERSION}`,
    title: "Personal data export",
    ...closedObject({
      schemaVersion: { const: EXPORT_SCHEMA_VERSION },
      number: { type: "string" },
      requestedAt: { type: "string", format: "date-time" },
      person: { type: "string" },
      customer: { type: "string" },
      sections: closedObject(
        Object.fromEntries(
          sections.map(({ name, description, columns }) => [
            name,
            {
              description,
              type: "array",
              items: closedObject(Object.fromEntries(columns.map((column) => [column.name, column.schema]))),
            },
          ]),
        ),
      ),
    }),
  };
}

function closedObject(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

/** Rows as lines of CSV for spreadsheets; `isFirst` begins with the names of the columns. Words never become a formula. */
export function csvLines(
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
  isFirst: boolean,
): string {
  const cells = rows.map((row) => columns.map((name) => cell(row[name])));
  return stringify(isFirst ? [[...columns], ...cells] : cells, { bom: isFirst, record_delimiter: "windows" });
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return inert(value);
  return typeof value === "object" ? inert(JSON.stringify(value)) : String(value);
}
