import { createServer } from "node:net";

/** Rejects with the system's error (`EADDRINUSE`, `EACCES` …) when nobody could listen there now. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}
