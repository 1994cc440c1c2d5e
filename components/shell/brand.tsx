import { cx } from "@/components/ui/cx";
import type { Branding } from "@/lib/branding/branding";

/** The mark of Portico: a porch of three columns, in the brand's colour. */
function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cx("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-primary" />
      <g className="fill-primary-contrast">
        <rect x="5" y="5.5" width="14" height="2.5" rx="0.75" />
        <rect x="5.75" y="9.5" width="2.5" height="9" rx="0.75" />
        <rect x="10.75" y="9.5" width="2.5" height="9" rx="0.75" />
        <rect x="15.75" y="9.5" width="2.5" height="9" rx="0.75" />
      </g>
    </svg>
  );
}

/** The deployment's logo and name. A logo of its own replaces mark and name together. */
export function Brand({ branding, className }: { branding: Branding; className?: string }) {
  if (branding.logoUrl) {
    return (
      // biome-ignore lint/performance/noImgElement: logos come from settings, of any size and origin
      <img src={branding.logoUrl} alt={branding.name} className={cx("h-6 w-auto max-w-40", className)} />
    );
  }
  return (
    <span className={cx("inline-flex min-w-0 items-center gap-2.5 font-semibold text-base", className)}>
      <BrandMark />
      <span className="truncate">{branding.name}</span>
    </span>
  );
}
