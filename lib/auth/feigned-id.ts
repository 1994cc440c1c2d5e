import "server-only";
import { createHmac } from "node:crypto";
import { getEnv } from "@/lib/platform/env";

/**
 * The id with which a registration answers for an address that has an account: nobody's, and the same each
 * time. Supabase makes up another one at each try, which gives the account away to whoever tries twice.
 */
export function feignedId(email: string): string {
  const digest = createHmac("sha256", getEnv().secretKey).update(`registration:${email}`).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x40, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
