import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Stands between a client and a server of 127.0.0.1, and is the network that fails between them. */
export interface TcpProxy {
  readonly port: number;
  /** Everything that clients have sent, one list of pieces for each connection. */
  readonly sent: readonly Buffer[][];
  /** Ends all connections, and refuses new ones until `resume`. */
  cut(): void;
  resume(): void;
  /** Keeps what clients send from now on; what it has passed on already is answered. `release` passes it on. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** `port` is asked for each connection: the server may have come back on another one. */
export async function startTcpProxy(port: () => number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const sent: Buffer[][] = [];
  let isCut = false;
  let isHeld = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(port(), "127.0.0.1");
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const pieces: Buffer[] = [];
    sent.push(pieces);
    client.on("data", (piece) => {
      pieces.push(piece);
      upstream.write(piece);
    });
    if (isHeld) client.pause();
    upstream.pipe(client);
    for (const socket of pair) {
      socket.on("error", () => {}); // a broken connection is what this is for; its end follows
      socket.on("close", () => {
        client.destroy();
        upstream.destroy();
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  const end = () => {
    for (const [client] of pairs) client.destroy();
  };
  return {
    port: address.port,
    sent,
    cut() {
      isCut = true;
      end();
    },
    resume() {
      isCut = false;
    },
    hold() {
      isHeld = true;
      for (const [client] of pairs) client.pause();
    },
    release() {
      isHeld = false;
      for (const [client] of pairs) client.resume();
    },
    async close() {
      end();
      server.close();
      await once(server, "close");
    },
  };
}
