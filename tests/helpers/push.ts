import { createDecipheriv, createECDH, createHmac, createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Made for tests. */
export const VAPID = {
  VAPID_PUBLIC_KEY: "BOdghWg1_x-6qK9KFQP3Et0DwWoi8dNK9iXUYFjwHaOYE6Xe3b4gN-3Ap_bJUL2cG8tDsFtSRFqhjrJE2nBZADs",
  VAPID_PRIVATE_KEY: "42QN0pC0Xx7R37AF3XqAM68mSVl1VfwaErhxhFVQVhE",
  VAPID_SUBJECT: "mailto:support@example.com",
};

export type Pushed = { path: string; headers: Record<string, string>; message: unknown };

/** A browser's side of a subscription: its keys, and what it makes of what it gets. */
export function makeBrowser() {
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  const auth = Buffer.from("sixteen bytes!!!");
  return {
    p256dh: keys.getPublicKey("base64url"),
    auth: auth.toString("base64url"),
    decrypt: (body: Buffer) => decrypt(body, keys, auth),
  };
}

/**
 * A push service over HTTP: it takes what is sent to `/<browser>/<anything>`, checks that its sender signed it for this
 * service (RFC 8292), and decrypts it with the browser's keys (RFC 8291). Paths in `answers` get that status instead.
 */
export async function startPushService(
  browsers: Record<string, ReturnType<typeof makeBrowser>>,
  publicKey: string,
  port = 0,
) {
  const pushed: Pushed[] = [];
  const answers = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    const refusal =
      answers.get(path) ?? (isSigned(headers.authorization ?? "", origin(), publicKey) ? null : 403);
    if (refusal !== null) return response.writeHead(refusal).end();
    const browser = browsers[path.split("/")[1] ?? ""];
    pushed.push({ path, headers, message: browser && JSON.parse(browser.decrypt(Buffer.concat(chunks))) });
    response.writeHead(201).end();
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    origin: origin(),
    pushed,
    answers,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** aes128gcm with one record: salt, record size, length of the sender's key, that key, and the words. */
function decrypt(body: Buffer, keys: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyEnd = 21 + (body[20] ?? 0);
  const sender = body.subarray(21, keyEnd);
  const secret = hkdf(
    auth,
    keys.computeSecret(sender),
    Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]),
    32,
  );
  const key = hkdf(salt, secret, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(salt, secret, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(body.subarray(-16));
  const plain = Buffer.concat([decipher.update(body.subarray(keyEnd, -16)), decipher.final()]);
  // The last record ends with a 2, and zeros to hide its length.
  return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8");
}

function hkdf(salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer {
  const mac = (key: Buffer, data: Buffer) => createHmac("sha256", key).update(data).digest();
  return mac(mac(salt, secret), Buffer.concat([info, Buffer.from([1])])).subarray(0, length);
}

/** `vapid t=<JWT>, k=<key>`: signed with that key, for this service, and not for ever. */
function isSigned(authorization: string, audience: string, publicKey: string): boolean {
  const [, head = "", claims = "", signature = "", key = ""] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  if (key !== publicKey) return false;
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const isGenuine = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
  return isGenuine && aud === audience && exp * 1000 > Date.now() && /^(mailto:|https:)/.test(sub);
}
