import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from "node:crypto";

/** The beginning of an Ed25519 private key in PKCS #8, before its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const PURPOSE = "portico privacy receipts 1";

export type SignedReceipt = {
  /** JSON, exactly as it was signed. */
  body: string;
  /** Base64. */
  signature: string;
  /** Base64 of the key as SubjectPublicKeyInfo. */
  publicKey: string;
};

/** Signs a receipt with the key of this installation, which follows from its secret. */
export function signReceipt(body: string, secret: string): SignedReceipt {
  const key = privateKey(secret);
  return {
    body,
    signature: sign(null, Buffer.from(body), key).toString("base64"),
    publicKey: publicKey(secret),
  };
}

/** Whether nobody changed the receipt since it was signed with its key. */
export function isGenuine({ body, signature, publicKey: spki }: SignedReceipt): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(spki, "base64"), format: "der", type: "spki" });
    return verify(null, Buffer.from(body), key, Buffer.from(signature, "base64"));
  } catch {
    // What is no key or no signature proves nothing.
    return false;
  }
}

/** The public half of the key of this installation, in base64. */
export function publicKey(secret: string): string {
  const spki = createPublicKey(privateKey(secret)).export({ format: "der", type: "spki" });
  return spki.toString("base64");
}

function privateKey(secret: string) {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
}
