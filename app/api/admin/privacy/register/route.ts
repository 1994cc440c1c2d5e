import { z } from "zod";
import { staffRoute } from "@/lib/auth/guard";
import { downloadResponse } from "@/lib/documents/response";
import { registerCsv } from "@/lib/register/csv";
import { getRegister } from "@/lib/register/queries";

const query = z.object({ format: z.enum(["json", "csv"]).default("json") });

export const GET = staffRoute({ query }, async ({ viewer, query: { format } }) => {
  const register = await getRegister(viewer);
  if (!register.ok || format === "json") return register;
  return downloadResponse({
    bytes: new TextEncoder().encode(registerCsv(register.value)),
    fileName: "processing-register.csv",
    mimeType: "text/csv; charset=utf-8",
  });
});
