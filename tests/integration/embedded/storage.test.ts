import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signJwt } from "../../../supabase/embedded/jwt.ts";
import type { TestSupabase, TestUser } from "../../helpers/embedded.ts";
import { startFixture } from "./fixtures.ts";

let supabase: TestSupabase;
let ann: TestUser;
let files: ReturnType<SupabaseClient["storage"]["from"]>;
let others: ReturnType<SupabaseClient["storage"]["from"]>;

beforeAll(async () => {
  supabase = await startFixture();
  ann = await supabase.createUser();
  const ben = await supabase.createUser();
  files = (await supabase.clientFor(ann.email, ann.password)).storage.from("files");
  others = (await supabase.clientFor(ben.email, ben.password)).storage.from("files");
});
afterAll(() => supabase.close());

const text = (words: string) => new Blob([words], { type: "text/plain" });
const read = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const form = (words: string) => {
  const data = new FormData();
  data.append("cacheControl", "60");
  data.append("", text(words));
  return data;
};

describe("upload and download", () => {
  test.each([
    ["a Blob", () => text("content"), {}],
    ["a File", () => new File(["content"], "other name.txt", { type: "text/plain;charset=utf-8" }), {}],
    ["a FormData", () => form("content"), {}],
    ["a Buffer", () => Buffer.from("content"), { contentType: "text/plain" }],
    ["an ArrayBuffer", () => new TextEncoder().encode("content").buffer, { contentType: "text/plain" }],
    ["a stream", () => text("content").stream(), { contentType: "text/plain", duplex: "half" }],
  ] as const)("%s comes back as it was", async (kind, body, options) => {
    const path = `${ann.id}/${kind}/ünï & (1).txt`;
    const { data, error } = await files.upload(path, body(), options);
    expect(error).toBeNull();
    expect(data).toMatchObject({ path, fullPath: `files/${path}` });
    const { data: blob } = await files.download(path);
    expect([await blob?.text(), blob?.type]).toEqual(["content", "text/plain"]);
  });

  test("a name is taken until it is overwritten on purpose", async () => {
    const path = `${ann.id}/taken.txt`;
    await files.upload(path, text("one"));
    expect((await files.upload(path, text("two"))).error).toMatchObject({ statusCode: "409" });
    expect((await files.upload(path, text("three"), { upsert: true })).error).toBeNull();
    expect(await (await files.download(path)).data?.text()).toBe("three");
    expect((await files.update(path, text("four"))).error).toBeNull();
    expect(await (await files.download(path)).data?.text()).toBe("four");
  });

  test("the bucket's limits hold, whatever the request claims", async () => {
    const large = await files.upload(`${ann.id}/large.txt`, text("x".repeat(1001)));
    expect(large.error).toMatchObject({ statusCode: "413" });
    const stream = text("x".repeat(1001)).stream();
    const chunked = await files.upload(`${ann.id}/large.txt`, stream, {
      contentType: "text/plain",
      duplex: "half",
    });
    expect(chunked.error).toMatchObject({ statusCode: "413" });
    const html = await files.upload(`${ann.id}/page.html`, new Blob(["<p>"], { type: "text/html" }));
    expect(html.error).toMatchObject({ statusCode: "415" });
  });

  test("moves, copies, information and existence", async () => {
    const [from, to, twin] = [`${ann.id}/from.txt`, `${ann.id}/to.txt`, `${ann.id}/twin.txt`];
    await files.upload(from, text("moved"));
    expect((await files.move(from, to)).error).toBeNull();
    expect((await files.copy(to, twin)).error).toBeNull();
    expect(await (await files.download(twin)).data?.text()).toBe("moved");
    expect((await files.info(to)).data).toMatchObject({ name: to });
    expect([(await files.exists(to)).data, (await files.exists(from)).data]).toEqual([true, false]);
    const head = { method: "HEAD", headers: { apikey: supabase.publishableKey } };
    expect((await fetch(`${supabase.url}/storage/v1/object/files/${from}`, head)).status).toBe(400);
  });
});

describe("row level security", () => {
  test("decides about every operation", async () => {
    const path = `${ann.id}/private.txt`;
    await files.upload(path, text("private"));
    expect((await others.download(path)).error).not.toBeNull();
    expect((await others.createSignedUrl(path, 60)).error).not.toBeNull();
    expect((await others.createSignedUrls([path], 60)).data?.[0]).toMatchObject({ signedUrl: null });
    expect((await others.list(ann.id)).data).toEqual([]);
    expect((await others.upload(path, text("x"), { upsert: true })).error).toMatchObject({
      statusCode: "403",
    });
    expect((await others.createSignedUploadUrl(`${ann.id}/new.txt`)).error).not.toBeNull();
    expect((await others.remove([path])).data).toEqual([]);
    expect((await supabase.client().storage.from("files").download(path)).error).not.toBeNull();
    expect(await (await files.download(path)).data?.text()).toBe("private");
  });

  test("the server's own key passes it", async () => {
    const admin = supabase.client(supabase.serviceKey).storage.from("files");
    await admin.upload("anywhere/file.txt", text("server"));
    expect(await (await admin.download("anywhere/file.txt")).data?.text()).toBe("server");
  });
});

describe("signed links", () => {
  test("open without a key, show or save, and expire", async () => {
    const path = `${ann.id}/report 1.txt`;
    await files.upload(path, text("signed"));
    const { data } = await files.createSignedUrl(path, 60);
    const shown = await read(data?.signedUrl ?? "");
    expect([shown.status, shown.text, shown.headers.get("content-disposition")]).toEqual([
      200,
      "signed",
      null,
    ]);

    const saved = await files.createSignedUrl(path, 60, { download: "report.txt" });
    const { headers } = await read(saved.data?.signedUrl ?? "");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename=report\.txt/);
    const own = await files.createSignedUrl(path, 60, { download: true });
    expect((await read(own.data?.signedUrl ?? "")).headers.get("content-disposition")).toContain(
      "report%201.txt",
    );

    const url = new URL(data?.signedUrl ?? "");
    const past = { sub: path, bucket: "files", intent: "download", exp: Math.floor(Date.now() / 1000) - 1 };
    for (const token of [signJwt(past, supabase.jwtSecret), "nonsense"]) {
      url.searchParams.set("token", token);
      expect((await read(url.href)).status).toBe(400);
    }
  });

  test("are for one object only", async () => {
    await files.upload(`${ann.id}/a.txt`, text("a"));
    await files.upload(`${ann.id}/b.txt`, text("b"));
    const { data } = await files.createSignedUrl(`${ann.id}/a.txt`, 60);
    expect((await read(data?.signedUrl.replace("a.txt", "b.txt") ?? "")).status).toBe(403);
  });

  test("come in batches, with a fault per missing object", async () => {
    await files.upload(`${ann.id}/c.txt`, text("c"));
    const { data } = await files.createSignedUrls([`${ann.id}/c.txt`, `${ann.id}/missing.txt`], 60);
    expect(data?.map(({ path, error }) => [path, error !== null])).toEqual([
      [`${ann.id}/c.txt`, false],
      [`${ann.id}/missing.txt`, true],
    ]);
    expect((await read(data?.[0]?.signedUrl ?? "")).text).toBe("c");
  });

  test("let somebody without an account upload", async () => {
    const path = `${ann.id}/from outside.txt`;
    const { data } = await files.createSignedUploadUrl(path);
    const outside = supabase.client().storage.from("files");
    const sent = await outside.uploadToSignedUrl(path, data?.token ?? "", text("from outside"));
    expect(sent.data).toMatchObject({ path, fullPath: `files/${path}` });
    expect(await (await files.download(path)).data?.text()).toBe("from outside");
    const again = await outside.uploadToSignedUrl(`${ann.id}/elsewhere.txt`, data?.token ?? "", text("x"));
    expect(again.error).not.toBeNull();
  });
});

describe("listing", () => {
  test("shows what lies in a folder, folders first, in pages", async () => {
    for (const name of ["b.txt", "a.txt", "deep/er/c.txt", "deep/d.txt"]) {
      await files.upload(`${ann.id}/shelf/${name}`, text(name));
    }
    const { data } = await files.list(`${ann.id}/shelf`);
    expect(data?.map(({ name, id }) => [name, id !== null])).toEqual([
      ["deep", false],
      ["a.txt", true],
      ["b.txt", true],
    ]);
    expect(data?.[1]?.metadata).toMatchObject({ size: 5, mimetype: "text/plain" });
    const page = await files.list(`${ann.id}/shelf`, {
      limit: 1,
      offset: 1,
      sortBy: { column: "name", order: "desc" },
    });
    expect(page.data?.map(({ name }) => name)).toEqual(["b.txt"]);
    const found = await files.list(`${ann.id}/shelf`, { search: "a" });
    expect(found.data?.map(({ name }) => name)).toEqual(["a.txt"]);
  });

  test("forgets what is removed", async () => {
    const path = `${ann.id}/bin/gone.txt`;
    await files.upload(path, text("gone"));
    expect((await files.remove([path])).data).toHaveLength(1);
    expect((await files.list(`${ann.id}/bin`)).data).toEqual([]);
    expect((await files.download(path)).error).not.toBeNull();
  });
});
