import { Specimen } from "./specimen";

const SURFACES = [
  ["bg-canvas", "background-default"],
  ["bg-paper", "background-paper"],
  ["bg-hover", "background-hover"],
  ["bg-active", "background-active"],
  ["bg-inverse", "text-primary"],
  ["bg-primary", "primary-color"],
  ["bg-primary-dark", "primary-dark"],
  ["bg-primary-light", "primary-light"],
] as const;

const STATES = [
  ["success", "bg-success", "border-success-border bg-success-soft text-success-text"],
  ["warning", "bg-warning", "border-warning-border bg-warning-soft text-warning-text"],
  ["error", "bg-error", "border-error-border bg-error-soft text-error-text"],
  ["info", "bg-info", "border-info-border bg-info-soft text-info-text"],
] as const;

const SIZES = ["text-3xl", "text-2xl", "text-xl", "text-lg", "text-base", "text-sm", "text-xs"] as const;

/** Colours and type. */
export function Colours() {
  return (
    <>
      <Specimen name="Colour">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {SURFACES.map(([look, name]) => (
            <div key={name} className="text-fg-muted text-xs">
              <div className={`mb-1.5 h-12 rounded-md border ${look}`} />
              {name}
            </div>
          ))}
        </div>
        <div className="mt-6 grid gap-3 sm:grid-cols-4">
          {STATES.map(([name, solid, soft]) => (
            <div
              key={name}
              className={`flex items-center gap-3 rounded-md border px-3 py-2.5 text-sm ${soft}`}
            >
              <span className={`size-4 rounded-full ${solid}`} />
              {name}
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen name="Type">
        <div className="flex flex-col gap-3">
          {SIZES.map((size) => (
            <p key={size} className={size}>
              <span className="font-semibold">Thandi’s amplifier</span> is with us since 12 November, 14:05
            </p>
          ))}
          <p className="font-mono text-sm">TKT-2026-00481 · 0123456789 · Łukasz Ångström</p>
          <p className="text-base">
            <span className="text-fg">Primary</span> <span className="text-fg-secondary">secondary</span>{" "}
            <span className="text-fg-muted">muted</span> <span className="text-primary-text">accent</span>
          </p>
        </div>
      </Specimen>
    </>
  );
}
