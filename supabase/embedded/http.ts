/** A JSON response. */
export function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

/** The JSON object in a request's body; empty for anything else. The request itself can still be read. */
export async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.clone().text();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The same request with another JSON body. */
export function withBody(request: Request, body: unknown): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) });
}
