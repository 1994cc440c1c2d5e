import type { TemplateValues } from "@/lib/templates/variables";

type Case = [what: string, body: string, values: TemplateValues, text: string, missing?: string[]];

/** What templates become: for TypeScript here, for SQL in the integration test of the same rule. */
export const CASES: readonly Case[] = [
  ["nothing to fill", "Plain text", {}, "Plain text"],
  ["a value", "Hi {{customer.first_name}}!", { "customer.first_name": "Lerato" }, "Hi Lerato!"],
  ["spaces and capitals", "{{  Ticket.Number\t}}", { "ticket.number": "TKT-2026-00001" }, "TKT-2026-00001"],
  [
    "several, some twice",
    "{{agent.name}} / {{ticket.number}} / {{agent.name}}",
    { "agent.name": "Thabo", "ticket.number": "T-1" },
    "Thabo / T-1 / Thabo",
  ],
  [
    "a missing one stays as it was written, and is named once",
    "Order {{order.number}}, again {{ order.number }}",
    {},
    "Order {{order.number}}, again {{ order.number }}",
    ["order.number"],
  ],
  [
    "an empty one is missing",
    "{{company.email}}",
    { "company.email": "  " },
    "{{company.email}}",
    ["company.email"],
  ],
  ["something else instead", "Hi {{customer.first_name | there}}", {}, "Hi there"],
  [
    "instead only when it is needed",
    "Hi {{customer.first_name|there}}",
    { "customer.first_name": "Jo" },
    "Hi Jo",
  ],
  ["nothing instead is missing", "{{order.carrier | }}", {}, "{{order.carrier | }}", ["order.carrier"]],
  ["an unknown one", "{{customer.shoe_size}}", {}, "{{customer.shoe_size}}", ["customer.shoe_size"]],
  ["no variable at all", "{{}} {{ }} {{x}} {one.two}", {}, "{{}} {{ }} {{x}} {one.two}"],
  [
    "a value that looks like a variable is not filled",
    "{{ticket.subject}}",
    { "ticket.subject": "{{agent.name}}", "agent.name": "Thabo" },
    "{{agent.name}}",
  ],
  [
    "a value that looks like a replacement",
    "{{ticket.subject}}",
    { "ticket.subject": "$& $1 \\1" },
    "$& $1 \\\\1",
  ],
  [
    "no Markdown",
    "About {{ticket.subject}}.",
    { "ticket.subject": "*bold* `code` [x](http://e.vil) <b> ~~no~~ a|b" },
    "About \\*bold\\* \\`code\\` \\[x\\](http://e.vil) \\<b> \\~\\~no\\~\\~ a\\|b.",
  ],
  ["underscores", "{{ticket.subject}}", { "ticket.subject": "my_file _this_" }, "my_file \\_this\\_"],
  ["entities", "{{ticket.subject}}", { "ticket.subject": "R&D &amp; &#38; &x" }, "R&D \\&amp; \\&#38; &x"],
  ["a heading", "{{ticket.subject}}", { "ticket.subject": "# Help" }, "\\# Help"],
  ["a hash tag", "{{ticket.subject}}", { "ticket.subject": "#Help" }, "#Help"],
  ["a quotation", "{{ticket.subject}}", { "ticket.subject": "> Help" }, "\\> Help"],
  ["a list", "{{ticket.subject}}", { "ticket.subject": "- Help" }, "\\- Help"],
  ["a numbered list", "{{ticket.subject}}", { "ticket.subject": "1. Help" }, "1\\. Help"],
  ["a rule", "{{ticket.subject}}", { "ticket.subject": "---" }, "\\---"],
  ["a telephone number", "{{ticket.subject}}", { "ticket.subject": "+27 21 555" }, "+27 21 555"],
  ["a figure", "{{ticket.subject}}", { "ticket.subject": "1.5 m" }, "1.5 m"],
  ["one line", "{{ticket.subject}}", { "ticket.subject": " a\n\n# b\tc\u0007 " }, "a # b c"],
  ["three hundred characters", "{{ticket.subject}}", { "ticket.subject": "ü".repeat(400) }, "ü".repeat(300)],
  ["letters of any script", "{{customer.first_name}}", { "customer.first_name": "नलेदी_ю" }, "नलेदी\\_ю"],
];
