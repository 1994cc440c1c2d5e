import { COMMON_PASSWORDS } from "./common-passwords.ts";

const PASSWORD_MIN_LENGTH = 10;
/** bcrypt, which Supabase Auth uses, looks at no more than 72 bytes. */
const PASSWORD_MAX_BYTES = 72;

export type PasswordFault = "too_short" | "too_long" | "too_common" | "is_email";

export const PASSWORD_STRENGTHS = ["weak", "fair", "good", "strong"] as const;
export type PasswordStrength = (typeof PASSWORD_STRENGTHS)[number];

/** Letters for the digits and signs that people write instead of them. */
const DISGUISES: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s",
  "!": "i",
};

const common = new Set(COMMON_PASSWORDS.map(undisguise));

/** Why a password is refused, or null. Length counts more than variety, so there are no rules on characters. */
export function passwordFault(password: string, email: string): PasswordFault | null {
  if (Array.from(password).length < PASSWORD_MIN_LENGTH) return "too_short";
  if (new TextEncoder().encode(password).length > PASSWORD_MAX_BYTES) return "too_long";
  if (isEmail(password, email)) return "is_email";
  return isCommon(password) ? "too_common" : null;
}

/** How well a password would stand up to guessing: a hint while typing, from what it is made of. */
export function passwordStrength(password: string, email: string): PasswordStrength {
  if (passwordFault(password, email)) return "weak";
  const bits = distinctSteps(password) * Math.log2(alphabetSize(password));
  if (bits < 55) return "fair";
  return bits < 80 ? "good" : "strong";
}

function isEmail(password: string, email: string): boolean {
  const typed = password.toLowerCase();
  const address = email.trim().toLowerCase();
  const name = address.split("@")[0] ?? "";
  if (address === "") return false;
  // The address with a few characters around it is no better.
  return (
    typed.includes(address) || (name.length >= 5 && typed.includes(name) && typed.length - name.length < 5)
  );
}

function isCommon(password: string): boolean {
  return (
    common.has(undisguise(password)) ||
    common.has(undisguise(password.replace(/[^\p{L}\p{N}]+$/u, ""))) ||
    new Set(password.toLowerCase()).size < 5 ||
    isSequence(password)
  );
}

/** "abcdefghij" and "9876543210" */
function isSequence(password: string): boolean {
  const steps = new Set<number>();
  for (let i = 1; i < password.length; i++) steps.add(password.charCodeAt(i) - password.charCodeAt(i - 1));
  return steps.size === 1;
}

function undisguise(password: string): string {
  return password.toLowerCase().replace(/[013457@$!]/g, (char) => DISGUISES[char] ?? char);
}

function alphabetSize(password: string): number {
  const sets: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 33],
  ];
  return sets.reduce((size, [pattern, count]) => size + (pattern.test(password) ? count : 0), 0);
}

/** The length without what only repeats or continues the character before. */
function distinctSteps(password: string): number {
  let count = 1;
  for (let i = 1; i < password.length; i++) {
    if (Math.abs(password.charCodeAt(i) - password.charCodeAt(i - 1)) > 1) count += 1;
  }
  return count;
}
