import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** A mail server that takes every e-mail, or refuses every recipient. */
export async function startSmtp(): Promise<{
  url: string;
  mails: string[];
  refuse(isRefusing: boolean): void;
  close(): Promise<void>;
}> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  let isRefusing = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = "";
    let isData = false;
    const answer = (line: string) => socket.write(`${line}\r\n`);
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(isData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) {
          mails.push(part);
          isData = false;
          answer("250 kept");
        } else if (part === "DATA") {
          isData = true;
          answer("354 go on");
        } else if (part.startsWith("RCPT") && isRefusing) answer("550 no such mailbox");
        else answer("250 ok");
      }
    });
    answer("220 test");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: (value) => {
      isRefusing = value;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
