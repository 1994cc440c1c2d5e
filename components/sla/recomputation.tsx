"use client";
"use no memo";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Progress } from "@/components/ui/progress";

const LOOK_AGAIN_MS = 2_000;

/** How far open tickets are recomputed; looks again until they are. */
export function Recomputing({ label, value }: { label: string; value: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm tabular-nums" role="status">
        {label}
      </p>
      <Progress label={label} value={value} />
    </div>
  );
}
