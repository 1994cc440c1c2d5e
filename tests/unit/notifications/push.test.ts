import { describe, expect, test } from "vitest";
import { deviceLabel } from "@/lib/notifications/device-label";
import { isPublicAddress } from "@/lib/platform/public-address";

describe("browsers are told apart by name and system", () => {
  test.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1",
      "Safari on iPhone",
    ],
    ["curl/8", "Browser"],
  ])("%s", (agent, label) => expect(deviceLabel(agent)).toBe(label));
});

describe("addresses on the public internet", () => {
  test.each(["93.184.216.34", "172.32.0.1", "2606:2800:220:1::1"])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "fc00::1",
    "fe80::1",
    "ff02::1",
    "nonsense",
  ])("%s is none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
