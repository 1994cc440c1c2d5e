/** Headers of every answer. The rest of the policy depends on the request (a nonce). */
export const STATIC_SECURITY_HEADERS: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "X-Permitted-Cross-Domain-Policies": "none",
};

/** Answers of the API are data: nothing in them may run, load or be framed. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export type PolicyOptions = {
  nonce: string;
  /** The Supabase project: signed files come from there, and the live channel goes there. */
  supabaseUrl: string;
  isHttps: boolean;
  /** Where a form may lead: the pages of the payment provider, when there is one. */
  formTargets?: readonly string[];
  /** React needs `eval` for its error messages while developing, and only then. */
  isDevelopment: boolean;
};

/**
 * The Content-Security-Policy of a page. Only scripts with this request's nonce run, and what they load
 * themselves (`strict-dynamic`). Styles may be inline: React and the floating-element positioning write
 * `style` attributes, which a nonce cannot cover.
 */
export function contentSecurityPolicy(options: PolicyOptions): string {
  const http = new URL(options.supabaseUrl).origin;
  const socket = http.replace(/^http/, "ws");
  const directives: [string, string[]][] = [
    ["default-src", ["'self'"]],
    [
      "script-src",
      [
        "'self'",
        `'nonce-${options.nonce}'`,
        "'strict-dynamic'",
        ...(options.isDevelopment ? ["'unsafe-eval'"] : []),
      ],
    ],
    ["style-src", ["'self'", "'unsafe-inline'"]],
    ["img-src", ["'self'", "blob:", "data:", http]],
    ["font-src", ["'self'"]],
    ["connect-src", ["'self'", http, socket, ...(options.isDevelopment ? ["ws:"] : [])]],
    ["media-src", ["'self'", "blob:", http]],
    ["worker-src", ["'self'", "blob:"]],
    ["manifest-src", ["'self'"]],
    ["frame-src", ["'none'"]],
    ["object-src", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["form-action", ["'self'", ...(options.formTargets ?? [])]],
    ["frame-ancestors", ["'none'"]],
    ...(options.isHttps ? ([["upgrade-insecure-requests", []]] as [string, string[]][]) : []),
  ];
  return directives.map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
}

/** Once a browser has seen the site over HTTPS, it never asks over HTTP again (two years). */
export const STRICT_TRANSPORT = "max-age=63072000; includeSubDomains";
