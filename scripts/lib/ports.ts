import { createServer, type Server } from "node:net";
import { UserError } from "./steps.ts";

/** A port that is free on loopback at this moment. */
export async function freePort(): Promise<number> {
  const server = await listen(0, "127.0.0.1");
  const address = server.address();
  await close(server);
  if (address === null || typeof address === "string") throw new Error("A TCP server has a numeric address");
  return address.port;
}

/** Throws a UserError that names the way out when something already listens on the port. */
export async function assertPortFree(port: number, host: string, wayOut: string): Promise<void> {
  try {
    await close(await listen(port, host));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === "EADDRINUSE" ? "is in use" : `cannot be opened on ${host} (${code})`;
    throw new UserError(`Port ${port} ${problem}: ${wayOut}.`);
  }
}

/** The port that the variable names. */
export function portFrom(variable: string, fallback: number): number {
  const text = process.env[variable];
  const port = text ? Number(text) : fallback;
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError(`${variable}=${text} is no port: give a number from 1 to 65535.`);
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}
