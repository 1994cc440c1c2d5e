// Rendered whole for each request, as the product's pages are.
export const instant = false;

/** The floor that the product's pages are compared with: a list rendered for its request, and nothing else. */
export default async function Page({ searchParams }) {
  const { rows } = await searchParams;
  return (
    <main>
      <h1>Floor</h1>
      <ul>
        {Array.from({ length: Number(rows) }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move
          <li key={row}>
            <a href={`/rows/${row}`}>The subject of a ticket, as long as they usually are</a>
            <span>TKT-2026-{String(row).padStart(5, "0")}</span>
            <span>You replied two hours ago</span>
          </li>
        ))}
      </ul>
    </main>
  );
}
