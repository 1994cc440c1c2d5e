import { expect, inject, onTestFinished } from "vitest";
import WebSocket from "ws";

type Frame = [
  joinRef: string | null,
  ref: string | null,
  topic: string,
  event: string,
  payload: Record<string, unknown>,
];
export type Line = {
  join: (topic: string, isPrivate: boolean, token?: string) => Promise<string>;
  heard: Frame[];
  send: (frame: Frame) => void;
};

/** A connection to Realtime over the wire protocol itself. */
export async function connect(): Promise<Line> {
  const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: key } = inject("app").supabase;
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/realtime/v1/websocket?apikey=${key}&vsn=2.0.0`);
  onTestFinished(() => socket.close());
  const heard: Frame[] = [];
  socket.on("message", (data: Buffer) => heard.push(JSON.parse(data.toString()) as Frame));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const send = (frame: Frame) => socket.send(JSON.stringify(frame));
  let count = 0;
  const join = async (topic: string, isPrivate: boolean, token?: string) => {
    const ref = String(++count);
    const config = { private: isPrivate, broadcast: { self: true }, presence: { key: "" } };
    send([ref, ref, `realtime:${topic}`, "phx_join", { config, ...(token && { access_token: token }) }]);
    const reply = () => heard.find(([, at, , event]) => at === ref && event === "phx_reply");
    await expect.poll(reply, { timeout: 10_000 }).toBeDefined();
    return String(reply()?.[4].status);
  };
  return { join, heard, send };
}

/** What was broadcast to the line. */
export const broadcasts = ({ heard }: Line) => heard.filter(([, , , event]) => event === "broadcast");
