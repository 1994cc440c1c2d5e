import { NextResponse } from "next/server";
import { publicRoute } from "@/lib/auth/guard";
import { getHealth } from "@/lib/platform/health";

/** For load balancers and monitors, which read the fields at the top; `data` is what our own API promises. */
export const GET = publicRoute({}, async () => {
  const health = await getHealth(new Date());
  return NextResponse.json(
    { ...health, data: health },
    { status: health.status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
});
