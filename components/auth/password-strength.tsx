import { cx } from "@/components/ui/cx";
import { PASSWORD_STRENGTHS, passwordStrength } from "@/lib/core/password";

export type StrengthLabels = { label: string } & Record<(typeof PASSWORD_STRENGTHS)[number], string>;

const COLOUR = { weak: "bg-error", fair: "bg-warning", good: "bg-success", strong: "bg-success" } as const;

/** How well the password would stand up to guessing, in bars and in a word. */
export function PasswordStrength({
  password,
  email,
  labels,
}: {
  password: string;
  email: string;
  labels: StrengthLabels;
}) {
  const strength = passwordStrength(password, email);
  const rank = PASSWORD_STRENGTHS.indexOf(strength);
  return (
    <p className="flex items-center gap-3 text-fg-muted text-sm">
      <span aria-hidden className="flex flex-1 gap-1">
        {PASSWORD_STRENGTHS.map((step, index) => (
          <span
            key={step}
            className={cx("h-1 flex-1 rounded-sm", index <= rank ? COLOUR[strength] : "bg-line")}
          />
        ))}
      </span>
      <span>
        <span className="sr-only">{labels.label}: </span>
        {labels[strength]}
      </span>
    </p>
  );
}
