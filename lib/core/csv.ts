/** Words that people or other systems wrote must not become a formula in a spreadsheet. */
export function inert(text: string): string {
  return /^[=+\-@\t\r|%]/.test(text) ? `'${text}` : text;
}
