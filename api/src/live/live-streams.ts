import type { Waker } from "@sopflow/engine";
import type { FastifyReply } from "fastify";
import { ApiError } from "../errors/api-error.js";
import type { Api } from "../http.js";
import { EventStream } from "./event-stream.js";

/** Streams open at once; more are told to come back. */
const MAX_STREAMS = 2_000;
/** Seconds between two beats, and between two looks whether the reader may still read. */
const BEAT_SECONDS = 15;
const RETRY_SECONDS = 5;

/** Every live stream of the server: kept awake, ended when its reader may read no longer or the server stops. */
export class LiveStreams {
  readonly #app: Api;
  readonly #open = new Map<EventStream, () => Promise<boolean>>();

  constructor(app: Api, waker: Waker) {
    this.#app = app;
    let seconds = 0;
    const stopBeating = waker.everySecond(() => {
      seconds += 1;
      if (seconds % BEAT_SECONDS === 0) for (const [stream, mayRead] of this.#open) void this.#beat(stream, mayRead);
    });
    // Streams never end by themselves, so closing would wait for them for ever.
    app.addHook("preClose", async () => {
      stopBeating();
      for (const stream of this.#open.keys()) stream.end();
    });
  }

  /** Opens a stream for a reader; `onClose` is called when it has ended. Throws `server.overloaded`. */
  open(mayRead: () => Promise<boolean>, onClose: () => void): EventStream {
    if (this.#open.size >= MAX_STREAMS) throw ApiError.of("server.overloaded", { seconds: RETRY_SECONDS });
    const stream = new EventStream();
    this.#open.set(stream, mayRead);
    stream.once("close", () => {
      this.#open.delete(stream);
      onClose();
    });
    return stream;
  }

  /** A session that ended or a key that was revoked meanwhile reads no further. */
  async #beat(stream: EventStream, mayRead: () => Promise<boolean>): Promise<void> {
    stream.beat();
    try {
      if (!(await mayRead())) stream.end();
    } catch (error) {
      this.#app.log.warn({ err: error }, "a live stream could not be checked");
    }
  }
}

/** Answers with a stream, past every buffer on the way. */
export const sendStream = (reply: FastifyReply, stream: EventStream): FastifyReply =>
  reply.header("cache-control", "no-store").header("x-accel-buffering", "no").type("text/event-stream").send(stream);
