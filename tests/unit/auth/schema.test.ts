import { describe, expect, it } from "vitest";
import { loginFormInput, registerInput, requestOtpInput, verifyOtpInput } from "@/lib/auth/schema";
import { validate } from "@/lib/platform/http";

const VALID = { email: "Thandi@Example.com ", password: "purple onion train", fullName: " Thandi Nkosi " };

function faults(schema: Parameters<typeof validate>[0], input: unknown): string[] {
  const result = validate(schema, input);
  return result.ok ? [] : Object.keys(result.error.fields ?? {});
}

describe("registering", () => {
  it("reads what people type", () => {
    expect(registerInput.parse({ ...VALID, phone: "082 555 0100" })).toEqual({
      email: "thandi@example.com",
      password: "purple onion train",
      fullName: "Thandi Nkosi",
      phone: "+27825550100",
    });
    expect(registerInput.parse({ ...VALID, phone: "+49 30 901820" }).phone).toBe("+4930901820");
    expect(registerInput.parse({ ...VALID, phone: "" }).phone).toBeUndefined();
  });

  it("names every fault at once", () => {
    expect(faults(registerInput, { email: "thandi", password: "short", fullName: "", phone: "12" })).toEqual([
      "email",
      "password",
      "fullName",
      "phone",
    ]);
    expect(faults(registerInput, {})).toEqual(["email", "password", "fullName"]);
    expect(faults(registerInput, { ...VALID, password: "thandi@example.com" })).toEqual(["password"]);
    expect(faults(registerInput, { ...VALID, fullName: "x".repeat(201) })).toEqual(["fullName"]);
  });

  it("takes a name as one line, without what nobody can see", () => {
    const name = (fullName: string) => registerInput.parse({ ...VALID, fullName }).fullName;
    expect(name("Than\u0000di\r\nBcc:\u202e Nkosi\ud800")).toBe("Thandi Bcc: Nkosi");
    expect(name("ثاندي 田中 👩‍👧")).toBe("ثاندي 田中 👩‍👧");
    expect(faults(registerInput, { ...VALID, fullName: "\u0000\u202e" })).toEqual(["fullName"]);
  });

  it("keeps spaces in passwords", () => {
    expect(registerInput.parse({ ...VALID, password: " purple onion " }).password).toBe(" purple onion ");
  });
});

it("a link needs no password, signing in does", () => {
  expect(faults(loginFormInput, { intent: "link", email: VALID.email, password: "" })).toEqual([]);
  expect(faults(loginFormInput, { intent: "password", email: VALID.email, password: "" })).toEqual([
    "password",
  ]);
});

it("a code belongs to an address or to a phone, not to both or neither", () => {
  expect(faults(requestOtpInput, { email: VALID.email })).toEqual([]);
  expect(faults(requestOtpInput, { phone: "+27825550100" })).toEqual([]);
  expect(faults(requestOtpInput, {})).toEqual(["email"]);
  expect(faults(requestOtpInput, { email: VALID.email, phone: "+27825550100" })).toEqual(["email"]);
  expect(faults(verifyOtpInput, { email: VALID.email })).toEqual(["token"]);
});
