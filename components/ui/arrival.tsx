import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Streamed } from "./streamed";

/**
 * A page's content. On the way from another page of ours its skeleton comes at once. Opened by its
 * address it comes whole, because only then is its status true (404, or the way to sign in) and can it
 * be read without script: what arrives behind a `loading.tsx` is put in its place by a script.
 */
export async function Arrival({ skeleton, children }: { skeleton: ReactNode; children: ReactNode }) {
  const isOnTheWay = (await headers()).get("sec-fetch-dest") === "empty";
  return (
    <Streamed isStreamed={isOnTheWay} skeleton={skeleton}>
      {children}
    </Streamed>
  );
}
