import "server-only";
import { lookup as lookupHost } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** What is not the public internet: loopback, private, link-local, shared, documentation, multicast, reserved. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, "ipv4");
}
/** Of the newer addresses only 2000::/3 is given out; what carries an older one within it is judged by that. */
const PUBLIC_SIX = new BlockList();
PUBLIC_SIX.addSubnet("2000::", 3, "ipv6");
const TUNNELS = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  TUNNELS.addSubnet(net, prefix, "ipv6");
}

/** Whether an IP address belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !PRIVATE.check(address, "ipv4");
  return family === 6 && PUBLIC_SIX.check(address, "ipv6") && !TUNNELS.check(address, "ipv6");
}

/**
 * Resolves names for connections to addresses that somebody else chose, and refuses those that lead to our own
 * network: checked at the moment of connecting, so that a name cannot change its mind in between.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookupHost(hostname, { ...options, all: true }, (error, addresses) => {
    const all = error ? [] : addresses;
    const [first] = all;
    if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), "");
    if (!all.every(({ address }) => isPublicAddress(address))) {
      return callback(new Error(`${hostname} is not on the public internet`), "");
    }
    if (options.all) callback(null, all);
    else callback(null, first.address, first.family);
  });
};
