import "server-only";
import { isIP } from "node:net";
import { getEnv } from "./env";

const PEER_HEADER = Symbol.for("portico.peer-header");
type PeerGlobal = typeof globalThis & { [PEER_HEADER]?: string };

/** Tells this process the name of the header in which its server writes the socket's address. */
export function rememberPeerHeader(name: string) {
  (globalThis as PeerGlobal)[PEER_HEADER] = name;
}

/**
 * The address a request came from, or "unknown". A header is believed only when `CLIENT_IP_HEADER`
 * names the one that a trusted reverse proxy writes; then its last entry counts, the only one that the
 * proxy itself added. Otherwise it is the address of the connection (see `observe-peers.ts`).
 */
export function clientIp(headers: Headers): string {
  const trusted = getEnv().clientIpHeader;
  const peer = (globalThis as PeerGlobal)[PEER_HEADER];
  const value = trusted ? headers.get(trusted)?.split(",").at(-1) : peer && headers.get(peer);
  const address = value?.trim() ?? "";
  return isIP(address) ? address : "unknown";
}
