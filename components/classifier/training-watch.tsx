"use client";
"use no memo";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const LOOK_AGAIN_MS = 3_000;

/** Says that a training waits or runs, and looks again until it is done. */
export function TrainingWatch({ label }: { label: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <p role="status" className="mb-4 text-fg-secondary text-sm">
      {label}
    </p>
  );
}
