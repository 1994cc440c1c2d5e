import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "@/lib/uploads/limits";
import { receiveUpload } from "@/lib/uploads/receive";

const URL = "http://127.0.0.1/api/portal/uploads";

function form(fields: Record<string, string | File | File[]>): Request {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) data.append(name, one);
  }
  return new Request(URL, { method: "POST", body: data });
}

/** A body that arrives bit by bit and does not say how long it is; `sent` counts what was taken of it. */
function stream(contentType: string, chunks: Iterable<string | Uint8Array>) {
  const sent = { bytes: 0 };
  const source = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { value, done } = source.next();
      if (done) return controller.close();
      const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
      sent.bytes += bytes.length;
      controller.enqueue(bytes);
    },
  });
  const init = { method: "POST", body, duplex: "half", headers: { "content-type": contentType } };
  return { request: new Request(URL, init as RequestInit), sent };
}

const reason = async (request: Request) => {
  const received = await receiveUpload(request);
  return received.ok ? null : [received.error.code, received.error.reason];
};

describe("an upload", () => {
  test("is a file with its name, and perhaps a ticket", async () => {
    const received = await receiveUpload(form({ file: new File(["hello"], "März.txt"), ticketId: "t" }));
    if (!received.ok) throw new Error(received.error.message);
    expect(received.value).toMatchObject({ name: "März.txt", ticketId: "t" });
    expect(new TextDecoder().decode(received.value.bytes)).toBe("hello");
  });

  test("of ten megabytes is taken, a byte more is not", async () => {
    const sized = (size: number) => form({ file: new File([new Uint8Array(size)], "a") });
    expect(await reason(sized(MAX_FILE_BYTES))).toBeNull();
    expect(await reason(sized(MAX_FILE_BYTES + 1))).toEqual(["payload_too_large", "too_large"]);
  });

  test("that does not end is cut off at the limit", async () => {
    function* endless() {
      yield '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
      for (;;) yield new Uint8Array(256 * 1024);
    }
    const { request, sent } = stream("multipart/form-data; boundary=x", endless());
    expect(await reason(request)).toEqual(["payload_too_large", "too_large"]);
    expect(sent.bytes).toBeLessThan(MAX_FILE_BYTES + 1024 * 1024);
  });

  test.each<[string, () => Request, string[]]>([
    [
      "no form",
      () => new Request(URL, { method: "POST", body: "{}", headers: { "content-type": "application/json" } }),
      ["unsupported_media_type", "not_multipart"],
    ],
    [
      "a form that breaks off",
      () => stream("multipart/form-data; boundary=x", ["--x\r\nContent-Dispo"]).request,
      ["invalid_request", "broken_form"],
    ],
    ["no file", () => form({ ticketId: "t" }), ["validation_failed", "one_file"]],
    ["a text in the place of the file", () => form({ file: "text" }), ["validation_failed", "one_file"]],
    [
      "two files",
      () => form({ file: [new File(["a"], "a"), new File(["b"], "b")] }),
      ["validation_failed", "one_file"],
    ],
    ["an empty file", () => form({ file: new File([], "a") }), ["validation_failed", "empty"]],
  ])("%s is refused", async (_what, request, expected) => {
    expect(await reason(request())).toEqual(expected);
  });
});
