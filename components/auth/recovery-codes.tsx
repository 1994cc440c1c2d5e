import { buttonStyle } from "@/components/ui/button-style";

export type RecoveryCodesLabels = Record<"title" | "intro" | "download" | "file", string>;

/** The recovery codes, this once. The file is in the link itself: it comes from nowhere and goes nowhere. */
export function RecoveryCodes({ codes, labels }: { codes: readonly string[]; labels: RecoveryCodesLabels }) {
  return (
    <section className="flex flex-col gap-3 text-sm">
      <div role="status">
        <h2 className="font-semibold text-base">{labels.title}</h2>
        <p className="mt-1 max-w-[72ch] text-fg-secondary">{labels.intro}</p>
      </div>
      <ol className="grid max-w-sm grid-cols-2 gap-x-4 gap-y-1.5 rounded-md border bg-canvas px-4 py-3 font-mono tabular-nums">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <a
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join("\r\n")}\r\n`)}`}
        download={labels.file}
        className={buttonStyle({ variant: "secondary", className: "self-start" })}
      >
        {labels.download}
      </a>
    </section>
  );
}
