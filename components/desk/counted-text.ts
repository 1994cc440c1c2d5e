/** "1 ticket", "{count} tickets": the browser has no ICU messages to spend kilobytes on. */
export function countedText(count: number, one: string, many: string): string {
  return (count === 1 ? one : many).replace("{count}", String(count));
}
