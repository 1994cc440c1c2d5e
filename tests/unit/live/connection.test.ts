import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Access, SignedOutError } from "@/components/live/access";
import { type Connection, createConnection, type LiveEvent } from "@/components/live/connection";
import { installFakeLine, line, lines } from "./fake-realtime";

const HOUR_MS = 3_600_000;

let tokens: number;
let getAccess: () => Promise<Access>;
let connection: Connection;
let events: LiveEvent[];
let readies: number;

const listener = { onEvent: (event: LiveEvent) => events.push(event), onReady: () => (readies += 1) };
const listen = (...topics: string[]) => connection.listen(topics, listener, Date.now());
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Connects and joins, as on a good day. */
async function connected(...topics: string[]) {
  const leave = listen(...topics);
  await pass(0);
  line().open();
  for (const topic of topics) line().answerJoin(topic);
  return leave;
}

beforeEach(() => {
  vi.useFakeTimers();
  installFakeLine();
  tokens = 0;
  events = [];
  readies = 0;
  getAccess = async () => {
    tokens += 1;
    return {
      url: "http://supabase.test",
      publishableKey: "key",
      token: `token-${tokens}`,
      validFor: HOUR_MS,
    };
  };
  connection = createConnection(() => getAccess());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("joining", () => {
  test("one connection serves every listener, and each topic is joined once as a private channel", async () => {
    listen("user:1");
    listen("user:1", "customer:2");
    await pass(0);
    line().open();
    expect(lines).toHaveLength(1);
    expect(line().url).toBe("ws://supabase.test/realtime/v1/websocket?apikey=key&vsn=2.0.0");
    const joins = line().requests("phx_join");
    expect(joins.map((join) => join[2])).toEqual(["realtime:user:1", "realtime:customer:2"]);
    expect(joins[0]?.[4]).toMatchObject({ config: { private: true }, access_token: "token-1" });
  });

  test("says ready when the server has let it in, not before", async () => {
    listen("user:1");
    await pass(0);
    line().open();
    expect(readies).toBe(0);
    line().answerJoin("user:1");
    expect(readies).toBe(1);
  });

  test("a refused topic is tried again with a new token, a few times only", async () => {
    listen("user:1");
    await pass(0);
    line().open();
    for (let tries = 0; tries < 10; tries += 1) {
      line().answerJoin("user:1", "error");
      await pass(20_000);
    }
    const joins = line().requests("phx_join");
    expect(joins).toHaveLength(6);
    expect(joins.at(-1)?.[4]).toMatchObject({ access_token: "token-6" });
    expect(readies).toBe(0);
  });

  test("a topic that the server closes is joined again", async () => {
    await connected("user:1");
    const join = line().requests("phx_join")[0];
    line().receive([join?.[0], null, "realtime:user:1", "phx_close", {}]);
    await pass(1_000);
    line().answerJoin("user:1");
    expect(readies).toBe(2);
  });

  test("an answer to an earlier join means nothing", async () => {
    await connected("user:1");
    line().receive(["999", "999", "realtime:user:1", "phx_close", {}]);
    await pass(20_000);
    expect(line().requests("phx_join")).toHaveLength(1);
  });
});

describe("listening", () => {
  test("events reach those who listen to their topic", async () => {
    await connected("user:1");
    line().broadcast("user:1", "notification", { notificationId: "n" });
    line().broadcast("user:2", "notification", { notificationId: "m" });
    expect(events).toEqual([{ topic: "user:1", event: "notification", payload: { notificationId: "n" } }]);
  });

  test("the next page takes a topic over without a new join", async () => {
    const leave = await connected("user:1");
    leave();
    listen("user:1");
    await pass(5_000);
    expect(line().requests("phx_leave")).toHaveLength(0);
    expect(line().requests("phx_join")).toHaveLength(1);
    expect(readies).toBe(1);
  });

  test("who comes back after something was announced is told so", async () => {
    const leave = await connected("user:1");
    await connected("customer:2");
    leave();
    const leftAt = Date.now();
    await pass(100);
    line().broadcast("user:1", "notification", {});
    connection.listen(["user:1"], listener, leftAt);
    await pass(0);
    expect(readies).toBe(3);
    expect(events).toEqual([]);
  });

  test("without listeners the topic is left, and without topics the connection closed", async () => {
    const leaveUser = await connected("user:1");
    const leaveCustomer = await connected("customer:2");
    leaveUser();
    await pass(1_000);
    expect(
      line()
        .requests("phx_leave")
        .map((frame) => frame[2]),
    ).toEqual(["realtime:user:1"]);
    expect(line().readyState).toBe(1);
    leaveCustomer();
    await pass(1_000);
    expect(line().readyState).toBe(3);
    await pass(HOUR_MS);
    expect(lines).toHaveLength(1);
  });
});

describe("losing the connection", () => {
  test("it connects again by itself, and says ready so that the page catches up", async () => {
    await connected("user:1");
    line().fail();
    await pass(500);
    expect(lines).toHaveLength(2);
    line().open();
    line().answerJoin("user:1");
    expect(readies).toBe(2);
  });

  test("tries come ever more slowly while the server is away", async () => {
    await connected("user:1");
    line().fail();
    for (let second = 0; second < 60; second += 1) {
      await pass(1_000);
      if (line().readyState === 0) line().fail();
    }
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(12);
  });

  test("a line that has gone silent is given up", async () => {
    await connected("user:1");
    line().isDead = true;
    await pass(25_000 + 8_000);
    expect(lines[0]?.readyState).toBe(3);
    await pass(500);
    expect(lines).toHaveLength(2);
  });

  test("waking up finds a dead line within seconds", async () => {
    await connected("user:1");
    line().isDead = true;
    connection.wake();
    await pass(8_500);
    expect(lines).toHaveLength(2);
  });

  test("back online it does not wait for its turn", async () => {
    await connected("user:1");
    getAccess = () => Promise.reject(new Error("no network"));
    connection.cut();
    await pass(120_000);
    getAccess = async () => ({
      url: "http://supabase.test",
      publishableKey: "k",
      token: "t",
      validFor: HOUR_MS,
    });
    connection.wake();
    await pass(0);
    expect(lines).toHaveLength(2);
  });

  test("the person is told after five seconds, and when it is over", async () => {
    await connected("user:1");
    const seen: boolean[] = [];
    connection.watch(() => seen.push(connection.isLost()));
    getAccess = () => Promise.reject(new Error("no network"));
    line().fail();
    await pass(4_900);
    expect(seen).toEqual([]);
    await pass(200);
    expect(seen).toEqual([true]);
    getAccess = async () => ({
      url: "http://supabase.test",
      publishableKey: "k",
      token: "t",
      validFor: HOUR_MS,
    });
    connection.wake();
    await pass(0);
    line().open();
    expect(seen).toEqual([true, false]);
  });
});

describe("tokens", () => {
  test("are renewed a minute before they run out, for every topic", async () => {
    await connected("user:1", "customer:2");
    await pass(HOUR_MS - 61_000);
    expect(line().requests("access_token")).toEqual([]);
    await pass(1_000);
    const renewals = line().requests("access_token");
    expect(renewals.map((frame) => frame[2])).toEqual(["realtime:user:1", "realtime:customer:2"]);
    expect(renewals[0]?.[4]).toEqual({ access_token: "token-2" });
    expect(lines).toHaveLength(1);
  });

  test("when the person is signed out the pages are told, and nothing more is tried", async () => {
    await connected("user:1");
    getAccess = () => Promise.reject(new SignedOutError());
    line().fail();
    await pass(HOUR_MS);
    expect(lines).toHaveLength(1);
    expect(readies).toBe(2);
    expect(connection.isLost()).toBe(false);
  });
});
