// Who may import whom: the layers of docs/architecture.md, downward only. `scripts/check-layers.ts` runs them,
// and tests/unit/layers.test.ts breaks each of them once to show that it bites.

const FEATURE = "^lib/(?!core/|platform/|auth/)([^/]+)";
/** The files of a feature that run on the server only; every other one is pure. */
const SERVER_FILES =
  "[/-](actions|jobs|queries|service|pdf|response)\\.ts$|^lib/assistant/(tools/(?!source|words)|extractive)";
const ACTIONS = "[/-]actions\\.ts$";
/** Trusted code that acts beyond the rights of the signed-in user; each one says why in its own words. */
const ADMIN_CLIENT_USERS = [
  "^lib/platform/(jobs|jobs/.+|mail|whatsapp|rate-limit|health)\\.ts$",
  "^lib/auth/[^/]+\\.ts$",
  "^lib/uploads/(jobs|service)\\.ts$",
  "^lib/automation/jobs\\.ts$",
  "^lib/(audit|retention)/jobs\\.ts$",
  // The outbox is emptied for everybody, and e-mails are ended by whoever got them, signed in or not.
  "^lib/notifications/(jobs|outbox-service|preferences-service|ticket-mail-service|unsubscribe-service|webhook-service)\\.ts$",
  "^lib/integrations/service\\.ts$",
  // What a payment provider says has no signed-in user, and decides which payment counts.
  "^lib/payments/(jobs|service)\\.ts$",
  "^lib/domains/(jobs|dns-service)\\.ts$",
  // Vectors are made for everybody; what a search shows of them is read as whoever asks.
  "^lib/knowledge/embedding-service\\.ts$",
  // The bucket of issued documents has no policy: the service asks the table, by policy, before it opens it.
  "^lib/documents/service\\.ts$",
  "^lib/quotes/jobs\\.ts$",
  // Whoever writes an e-mail is not signed in; the signature of who delivers it is what counts.
  "^lib/mailbox/(jobs|files-service|process-service|raw-mail-service|webhook-service)\\.ts$",
  "^lib/tickets/jobs\\.ts$",
  "^lib/sla/jobs\\.ts$",
  // Answers of the assistant are written by the portal alone, and also after their reader has signed out.
  "^lib/assistant/(answer-store-service|summary-service)\\.ts$",
  // Pictures of articles lie in a bucket without a policy: the database is asked as the reader before it is opened.
  "^lib/knowledge/(jobs|images-service)\\.ts$",
  // Visitors have no rights in the database: the portal votes for them, and keeps what they looked for.
  "^lib/knowledge/visitor-service\\.ts$",
  // Nobody is signed in when a new ticket is read; what may be read and said is decided by the commands it calls.
  "^lib/triage/jobs\\.ts$",
  "^lib/calls/jobs\\.ts$",
  // It learns from the tickets of all customers who allow it, and the database decides which those are.
  "^lib/classifier/jobs\\.ts$",
  // Exports and erasures are made after whoever asked for them has gone; reminders have no signed-in user.
  "^lib/privacy/(jobs|download-service|export-service|erasure-service)\\.ts$",
];

/** A rule that forbids `from` → `to`; a path may be a pattern or a list of them. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    forbid(
      "core-imports-nothing",
      "lib/core is pure and imports nothing of ours",
      { path: "^lib/core/" },
      { path: "^(app|components|lib|supabase|scripts|tests|bench)/", pathNot: "^lib/core/" },
    ),
    forbid(
      "platform-below-features",
      "lib/platform adapts the outside world and knows no feature",
      { path: "^lib/platform/" },
      { path: "^(app|components|lib)/", pathNot: "^lib/(core|platform)/" },
    ),
    forbid(
      "auth-below-features",
      "lib/auth stands on core and platform alone",
      { path: "^lib/auth/" },
      { path: "^(app|components|lib)/", pathNot: "^lib/(core|platform|auth)/" },
    ),
    forbid(
      "pure-stays-pure",
      "types, status tables, schemas and prompts run anywhere: they import lib/core and other pure files",
      { path: `${FEATURE}/`, pathNot: SERVER_FILES },
      { path: ["^(app|components)/", "^lib/(platform|auth)/", SERVER_FILES] },
    ),
    forbid(
      "services-below-actions",
      "queries and services serve actions, routes and pages, and import none of them",
      { path: SERVER_FILES, pathNot: ACTIONS },
      { path: ["^(app|components)/", ACTIONS] },
    ),
    forbid(
      "doors-are-thin",
      "actions and route handlers parse and call a service; they touch no database",
      { path: [ACTIONS, "/route\\.ts$"] },
      { path: ["^components/", "^lib/platform/supabase/"] },
    ),
    forbid(
      "app-without-supabase",
      "pages get their data from queries, never from a Supabase client of their own",
      { path: "^app/" },
      { path: "^lib/platform/supabase/" },
    ),
    forbid(
      "ui-knows-no-domain",
      "components/ui are primitives: no domain types, no data",
      { path: "^components/ui/" },
      { path: "^(app|components|lib)/", pathNot: "^(components/ui|lib/core)/" },
    ),
    forbid(
      "components-without-server-code",
      "components import primitives, pure files and actions; the browser's client only in a realtime hook",
      { path: "^components/", pathNot: "/use-[^/]*\\.tsx?$" },
      { path: ["^app/", "^lib/(platform|auth)/", SERVER_FILES], pathNot: ACTIONS },
    ),
    forbid(
      "hooks-use-the-realtime-client-only",
      "a realtime hook may open a channel and nothing else of the platform",
      { path: "^components/.*/use-[^/]*\\.tsx?$" },
      {
        path: ["^app/", "^lib/(platform|auth)/", SERVER_FILES],
        pathNot: [ACTIONS, "^lib/platform/supabase/realtime-client\\.ts$"],
      },
    ),
    forbid(
      "components-within-budget",
      "these libraries do not fit the browser's JavaScript budget; they stay on the server",
      { path: "^components/" },
      { path: "node_modules/(zod|tldts|@supabase/(supabase-js|ssr)|kysely|libphonenumber-js)/" },
    ),
    forbid(
      "features-by-the-front-door",
      "a feature uses another one's queries, service or pure files, never its actions or what is in its folders",
      { path: `${FEATURE}/` },
      { path: [`${FEATURE}/[^/]+/`, `${FEATURE}.*${ACTIONS}`], pathNot: "^lib/$1/" },
    ),
    forbid(
      "admin-client-by-list",
      "the admin client passes over row-level security: only listed files may hold it",
      { path: "^(app|components|lib)/", pathNot: ADMIN_CLIENT_USERS },
      { path: "^lib/platform/supabase/admin\\.ts$" },
    ),
    forbid(
      "product-without-tooling",
      "what is shipped imports no test, script or development server",
      { path: ["^(app|components|lib)/", "^(proxy|instrumentation)\\.ts$"] },
      { path: "^(bench|scripts|supabase|tests)/" },
    ),
    forbid(
      "product-without-dev-dependencies",
      "what is shipped imports only what is installed in production",
      { path: ["^(app|components|lib)/", "^(proxy|instrumentation)\\.ts$"] },
      { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    ),
    forbid(
      "no-cycles",
      "a cycle has no order to read it in; types alone may refer to each other",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    forbid(
      "everything-resolves",
      "an import that leads nowhere escapes every rule above",
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    // With TypeScript 7 the default parser silently finds no modules at all.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.css$" },
    builtInModules: { add: ["server-only"] },
  },
};
