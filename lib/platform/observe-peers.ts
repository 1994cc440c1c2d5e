import "server-only";
import { randomBytes } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { rememberPeerHeader } from "./client-ip";

/**
 * Writes the address of each connection into a header of its request, because Next hands requests on
 * without their socket and fills `X-Forwarded-For` only when the client did not. The header has a random
 * name, so that no client can send it.
 */
export function observePeers() {
  const header = `x-peer-${randomBytes(12).toString("hex")}`;
  rememberPeerHeader(header);
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[header] = request.socket.remoteAddress?.replace(/^::ffff:/, "");
  });
}
