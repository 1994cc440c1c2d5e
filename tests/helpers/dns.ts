import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import packet, { type Answer, type Packet, type Question } from "dns-packet";

type RecordType = "A" | "AAAA" | "CNAME" | "TXT";
/** What a name does instead of answering: its own servers fail, ours refuses, or nobody says anything. */
type Failure = "SERVFAIL" | "REFUSED" | "silence";
/** A TXT value in several strings is a list. */
type Values = readonly (string | readonly string[])[];

const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
const UDP_SIZE = 512;
const PORT_TRIES = 20;
const MAX_HOPS = 16;

/** A recursive name server on loopback, over UDP and TCP, whose records a test writes. */
export async function startDns(port = 0) {
  const records = new Map<string, Map<RecordType, Values>>();
  const failures = new Map<string, Failure>();
  const questions: string[] = [];
  const lower = (name: string) => name.toLowerCase().replace(/\.$/, "");

  /** Records for a question, CNAME records followed as a recursive server does; null when they never end. */
  function resolve(name: string, type: string, hops = 0): Answer[] | null {
    const own = records.get(lower(name));
    const alias = own?.get("CNAME")?.[0] as string | undefined;
    if (alias !== undefined && type !== "CNAME") {
      const rest = hops < MAX_HOPS ? resolve(alias, type, hops + 1) : null;
      return rest && [{ type: "CNAME", name, ttl: 60, data: alias }, ...rest];
    }
    return (own?.get(type as RecordType) ?? []).map(
      (data) => ({ type, name, ttl: 60, data }) as unknown as Answer,
    );
  }
  const exists = (name: string) =>
    [...records.keys()].some((known) => known === lower(name) || known.endsWith(`.${lower(name)}`));

  /** The answer to a query; null for silence. */
  function answer(query: Packet): Packet | null {
    const [question] = query.questions as [Question];
    questions.push(`${question.name} ${question.type}`);
    const resolved = resolve(question.name, question.type);
    const failure = failures.get(lower(question.name)) ?? (resolved ? null : "SERVFAIL");
    if (failure === "silence") return null;
    const answers = failure ? [] : (resolved ?? []);
    const rcode = failure ?? (answers.length > 0 || exists(question.name) ? "NOERROR" : "NXDOMAIN");
    const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | RCODES[rcode];
    return { type: "response", id: query.id ?? 0, flags, questions: [question], answers };
  }

  const { tcp, udp } = await listen(port);
  udp.on("message", (message, from) => {
    const reply = answer(packet.decode(message));
    if (!reply) return;
    const bytes = packet.encode(reply);
    // What is too long for a datagram is asked for again, over TCP.
    const isTooLong = bytes.length > UDP_SIZE;
    const cut = { ...reply, answers: [], flags: (reply.flags ?? 0) | packet.TRUNCATED_RESPONSE };
    udp.send(isTooLong ? packet.encode(cut) : bytes, from.port, from.address);
  });
  const sockets = new Set<Socket>();
  tcp.on("connection", (socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
        const end = 2 + bytes.readUInt16BE(0);
        const reply = answer(packet.decode(bytes.subarray(2, end)));
        bytes = bytes.subarray(end);
        if (reply) socket.write(packet.streamEncode(reply));
      }
    });
  });

  return {
    /** As `DNS_SERVERS` takes it. */
    address: `127.0.0.1:${udp.address().port}`,
    /** Every question so far, `name TYPE`. */
    questions,
    set(name: string, type: RecordType, ...values: Values): void {
      const own = records.get(lower(name)) ?? new Map<RecordType, Values>();
      records.set(lower(name), own.set(type, values));
    },
    fail(name: string, failure: Failure): void {
      failures.set(lower(name), failure);
    },
    /** Forgets everything about these names. */
    forget(...names: string[]): void {
      for (const name of names.map(lower)) {
        records.delete(name);
        failures.delete(name);
      }
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}
export type DnsServer = Awaited<ReturnType<typeof startDns>>;

/** The same port for both; one that is free for TCP may be taken for UDP. */
async function listen(wanted: number) {
  for (let attempt = 1; ; attempt++) {
    const tcp = createServer();
    const udp = createSocket("udp4");
    try {
      await new Promise<void>((resolve, reject) => {
        tcp.once("error", reject).listen(wanted, "127.0.0.1", resolve);
      });
      const { port } = tcp.address() as { port: number };
      await new Promise<void>((resolve, reject) => {
        udp.once("error", reject).bind(port, "127.0.0.1", resolve);
      });
      return { tcp, udp };
    } catch (error) {
      tcp.close();
      if (wanted !== 0 || attempt === PORT_TRIES) throw error;
    }
  }
}
