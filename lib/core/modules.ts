/** Parts of the portal that a business may not use, in the order of menus. `private.module_names()` is the same list. */
export const MODULES = [
  "orders",
  "invoices",
  "quotes",
  "services",
  "domains",
  "calls",
  "knowledge",
  "assistant",
] as const;
export type Module = (typeof MODULES)[number];

/** The modules of a list that the database wrote; those that this version does not know are left out. */
export function toModules(names: unknown): Module[] {
  return Array.isArray(names) ? MODULES.filter((module) => names.includes(module)) : [...MODULES];
}

/** Of entries those that are not of a module that is switched off. */
export function inUse<T extends { module?: Module }>(entries: readonly T[], modules: readonly Module[]): T[] {
  return entries.filter(({ module }) => module === undefined || modules.includes(module));
}
