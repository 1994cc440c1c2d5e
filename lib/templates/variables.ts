/**
 * What a template may name, in the order of the picker. `private.template_variables()` holds the same list;
 * a test compares them.
 */
export const TEMPLATE_VARIABLES = [
  "customer.first_name",
  "customer.full_name",
  "customer.company",
  "customer.number",
  "customer.email",
  "ticket.number",
  "ticket.subject",
  "ticket.category",
  "agent.name",
  "agent.first_name",
  "company.name",
  "company.email",
  "order.number",
  "order.carrier",
  "order.tracking_number",
  "order.tracking_link",
  "service.name",
  "domain.name",
] as const;
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number];

/** What the variables stand for in one ticket, as plain text; what it has not is absent. */
export type TemplateValues = Partial<Record<TemplateVariable, string>>;

const KNOWN: ReadonlySet<string> = new Set(TEMPLATE_VARIABLES);

export function isTemplateVariable(name: string): name is TemplateVariable {
  return KNOWN.has(name);
}
