const SECRET_KEYS =
  /^(authorization|cookie|set-cookie|apikey|.*(email|e_mail|address|phone|password|token|secret|full_?name|first_?name|last_?name|ip)|to|from|body|subject)$/i;

const PATTERNS: [RegExp, string][] = [
  // JSON web tokens, Supabase keys, and bearer values
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\bsb_(publishable|secret)_[\w-]+/g, "[key]"],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, "$1 [token]"],
  [/\b(token|token_hash|code|refresh_token|access_token|signature)=[^&\s"']+/gi, "$1=[token]"],
  [/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, "[email]"],
  // +27 82 555 0100, and national numbers such as 082-555-0100
  [/\+\d[\d\s().-]{6,18}\d/g, "[phone]"],
  [/(?<![\w.:-])0\d{1,2}[\s-]?\d{3}[\s-]?\d{4}(?![\w-])/g, "[phone]"],
];

/** Replaces what identifies or authenticates a person in free text. */
export function redactText(text: string): string {
  let result = text;
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
  return result;
}

/**
 * A copy of `value` that may be logged: personal fields are blanked by name, free text by pattern,
 * errors become plain objects. Deep structures are cut rather than followed without end.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 6) return "[deep]";
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    SECRET_KEYS.test(key) && item != null ? "[redacted]" : redact(item, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function redactError(error: Error, depth: number) {
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
