import { createClient, type RealtimeChannel, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { signJwt } from "../../../supabase/embedded/jwt.ts";
import type { TestSupabase, TestUser } from "../../helpers/embedded.ts";
import { eventually, startFixture } from "./fixtures.ts";

let supabase: TestSupabase;
let ann: TestUser;
let ben: TestUser;

beforeAll(async () => {
  supabase = await startFixture();
  ann = await supabase.createUser();
  ben = await supabase.createUser();
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.removeAllChannels())));
afterAll(() => supabase.close());

const clients: SupabaseClient[] = [];

interface Listener {
  readonly channel: RealtimeChannel;
  readonly client: SupabaseClient;
  /** Goes on with another token, as after a refresh. */
  renew(token: string): Promise<void>;
  readonly heard: { event: string; payload: unknown }[];
  readonly states: string[];
}

type ChannelConfig = NonNullable<Parameters<SupabaseClient["channel"]>[1]>["config"];

/** Joins a topic with a token of the user's own and waits for the answer. */
async function listen(
  user: TestUser,
  topic: string,
  config: ChannelConfig = { private: true },
  seconds = 3600,
) {
  let token = tokenOf(user, seconds);
  const client = createClient(supabase.url, supabase.publishableKey, { accessToken: async () => token });
  clients.push(client);
  await client.realtime.setAuth();
  const listener: Listener = {
    channel: client.channel(topic, { config }),
    client,
    renew: (newer) => {
      token = newer;
      return client.realtime.setAuth();
    },
    heard: [],
    states: [],
  };
  listener.channel
    .on("broadcast", { event: "*" }, ({ event, payload }) => listener.heard.push({ event, payload }))
    .on("presence", { event: "sync" }, () => {})
    .subscribe((state) => listener.states.push(state));
  await eventually(() => listener.states.at(0));
  return listener;
}

function tokenOf({ id, email }: TestUser, seconds: number): string {
  const exp = Math.floor(Date.now() / 1000) + seconds;
  return signJwt({ sub: id, email, role: "authenticated", aud: "authenticated", exp }, supabase.jwtSecret);
}

const send = (topic: string, payload: object, isPrivate = true) =>
  supabase.sql("select realtime.send($1::text::jsonb, 'changed', $2, $3)", [
    JSON.stringify(payload),
    topic,
    isPrivate,
  ]);

describe("private channels", () => {
  test("open to those whom the policies let read", async () => {
    expect((await listen(ann, `user:${ann.id}`)).states).toEqual(["SUBSCRIBED"]);
    expect((await listen(ben, `user:${ann.id}`)).states).toEqual(["CHANNEL_ERROR"]);
    const client = supabase.client();
    const states: string[] = [];
    client.channel(`user:${ann.id}`, { config: { private: true } }).subscribe((state) => states.push(state));
    expect(await eventually(() => states.at(0))).toBe("CHANNEL_ERROR");
  });

  test("carry what the database sends, to those who joined and nobody else", async () => {
    const [own, other, open] = await Promise.all([
      listen(ann, `user:${ann.id}`),
      listen(ben, `user:${ben.id}`),
      listen(ben, `user:${ann.id}`, { private: false }),
    ]);
    await send(`user:${ann.id}`, { ticketId: "one" });
    const message = await eventually(() => own.heard.at(0));
    expect(message).toMatchObject({ event: "changed", payload: { ticketId: "one" } });
    await send(`user:${ben.id}`, { ticketId: "two" });
    await eventually(() => other.heard.at(0));
    expect([own.heard.length, other.heard.length, open.heard.length]).toEqual([1, 1, 0]);
  });

  test("carry messages beyond the size of a notification", async () => {
    const { heard } = await listen(ann, `user:${ann.id}`);
    await send(`user:${ann.id}`, { words: "x".repeat(20_000) });
    expect(await eventually(() => heard.at(0))).toMatchObject({ payload: { words: "x".repeat(20_000) } });
  });

  test("carry nothing of a transaction that is undone", async () => {
    const { heard } = await listen(ann, `user:${ann.id}`);
    const undone = supabase.sql(
      "select realtime.send('{}', 'undone', $1, true), 1 / (length($1) - length($1))",
      [`user:${ann.id}`],
    );
    await expect(undone).rejects.toThrow("division by zero");
    await send(`user:${ann.id}`, { after: true });
    expect(await eventually(() => heard.at(0))).toMatchObject({ event: "changed" });
  });

  test("carry what a definer function sends for a signed-in user", async () => {
    const { heard } = await listen(ann, `user:${ann.id}`);
    const client = await supabase.clientFor(ben.email, ben.password);
    await client.rpc("announce", { p_topic: `user:${ann.id}`, p_payload: { from: "ben" } });
    expect(await eventually(() => heard.at(0))).toMatchObject({ payload: { from: "ben" } });
  });
});

describe("what clients send", () => {
  test("reaches the others when the policies let them write", async () => {
    const [one, two] = await Promise.all([listen(ann, `user:${ann.id}`), listen(ann, `user:${ann.id}`)]);
    const payload = { typing: "für élise" };
    await one.channel.send({ type: "broadcast", event: "typing", payload });
    expect(await eventually(() => two.heard.at(0))).toEqual({ event: "typing", payload });
    expect(one.heard).toEqual([]);
  });

  test("goes nowhere when they do not", async () => {
    const [speaker, hearer] = await Promise.all([listen(ann, "lobby"), listen(ben, "lobby")]);
    await speaker.channel.send({ type: "broadcast", event: "shout", payload: {} });
    await speaker.channel.httpSend("shout", {});
    await send("lobby", { calm: true });
    await eventually(() => hearer.heard.at(0));
    expect(hearer.heard.map(({ event }) => event)).toEqual(["changed"]);
  });

  test("comes back and is acknowledged on request", async () => {
    const config = { private: true, broadcast: { self: true, ack: true } };
    const { channel, heard } = await listen(ann, `user:${ann.id}`, config);
    expect(await channel.send({ type: "broadcast", event: "echo", payload: { n: 1 } })).toBe("ok");
    expect(await eventually(() => heard.at(0))).toEqual({ event: "echo", payload: { n: 1 } });
  });

  test("may go by HTTP", async () => {
    const [sender, hearer] = await Promise.all([
      listen(ann, `user:${ann.id}`),
      listen(ann, `user:${ann.id}`),
    ]);
    await sender.channel.httpSend("posted", { by: "HTTP" });
    expect(await eventually(() => hearer.heard.at(0))).toEqual({ event: "posted", payload: { by: "HTTP" } });
  });
});

describe("presence", () => {
  test("shows who comes and who goes", async () => {
    const room = (key: string): ChannelConfig => ({ presence: { key } });
    const [one, two] = await Promise.all([
      listen(ann, "room", room("ann")),
      listen(ben, "room", room("ben")),
    ]);
    const present = ({ channel }: Listener) => Object.keys(channel.presenceState()).sort().join();
    await one.channel.track({ mood: "good" });
    await two.channel.track({ mood: "better" });
    await eventually(() => (present(one) === "ann,ben" && present(two) === "ann,ben") || undefined);
    expect(one.channel.presenceState().ben).toMatchObject([{ mood: "better" }]);

    const late = await listen(ann, "room", room("late"));
    await eventually(() => present(late) === "ann,ben" || undefined);
    await two.client.removeAllChannels();
    await eventually(() => present(one) === "ann" || undefined);
  });
});

describe("tokens", () => {
  test("that expire end their channels", async () => {
    const listener = await listen(ann, `user:${ann.id}`, { private: true }, 2);
    expect(listener.states).toEqual(["SUBSCRIBED"]);
    await eventually(() => listener.states.includes("CLOSED") || undefined);
    await send(`user:${ann.id}`, { late: true });
    expect(listener.heard).toEqual([]);
  });

  test("that are renewed in time do not", async () => {
    const listener = await listen(ann, `user:${ann.id}`, { private: true }, 2);
    await listener.renew(tokenOf(ann, 3600));
    const short = await listen(ann, `user:${ann.id}`, { private: true }, 2);
    await eventually(() => short.states.includes("CLOSED") || undefined);
    await send(`user:${ann.id}`, { still: "here" });
    expect(await eventually(() => listener.heard.at(0))).toMatchObject({ payload: { still: "here" } });
    expect(listener.states).toEqual(["SUBSCRIBED"]);
  });

  test("of somebody who may not listen any more end the channel at the next renewal", async () => {
    const listener = await listen(ann, `user:${ann.id}`);
    await listener.renew(tokenOf(ben, 3600));
    await eventually(() => listener.states.includes("CLOSED") || undefined);
  });
});

describe("the socket", () => {
  const address = (apikey: string) =>
    `${supabase.url.replace("http", "ws")}/realtime/v1/websocket?apikey=${apikey}&vsn=2.0.0`;

  test("needs a key of the project", async () => {
    const socket = new WebSocket(address("wrong"));
    const error = await new Promise<Error>((resolve) => socket.once("error", resolve));
    expect(error.message).toContain("401");
  });

  test("answers heartbeats and bears with nonsense", async () => {
    const socket = new WebSocket(address(supabase.publishableKey));
    const heard: unknown[] = [];
    socket.on("message", (data) => heard.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.once("open", resolve));
    for (const nonsense of ["", "{}", "[1,2,3]", '["1","2","realtime:x","phx_join",{"config":7}]'])
      socket.send(nonsense);
    socket.send(Buffer.from([3, 255, 255, 255, 255, 255, 1]));
    socket.send(JSON.stringify([null, "7", "phoenix", "heartbeat", {}]));
    const reply = await eventually(() =>
      heard.find((frame) => Array.isArray(frame) && frame[2] === "phoenix"),
    );
    expect(reply).toEqual([null, "7", "phoenix", "phx_reply", { status: "ok", response: {} }]);
    socket.close();
  });
});
