import { Readable } from "node:stream";

/** A reader that is so far behind is cut off; its browser connects again and starts from the present. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** Server-sent events as a stream that Fastify can send. */
export class EventStream extends Readable {
  /** Sends one event with a JSON body. */
  send(event: string, data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from taking a quiet connection for a dead one. */
  beat(): void {
    this.#write(": still here\n\n");
  }

  end(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null);
  }

  override _read(): void {}

  #write(text: string): void {
    if (this.destroyed) return;
    this.push(text);
    if (this.readableLength > MAX_BUFFERED_BYTES) this.destroy();
  }
}
