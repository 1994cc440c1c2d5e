import "server-only";
import pino from "pino";
import { getLogLevel } from "./env";
import { redact, redactText } from "./redact";
import { currentRequestId } from "./request-context";

/** Makes the logger. `destination` is standard output unless a test reads along. */
export function createLogger(level: string, destination?: pino.DestinationStream) {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ requestId: currentRequestId() }),
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redact(fields) as Record<string, unknown>,
    },
    // The formatter has already made plain objects of errors; pino's own serializer would undo that.
    serializers: { err: (value) => value },
    hooks: {
      logMethod(args: unknown[], method) {
        const [first, ...rest] = args;
        // pino would take the sentence of a bare error from its message, past the formatter.
        const named =
          first instanceof Error ? [{ err: first }, rest[0] ?? first.message, ...rest.slice(1)] : args;
        const clean = named.map((arg) => (typeof arg === "string" ? redactText(arg) : arg));
        method.apply(this, clean as Parameters<typeof method>);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * The log: one JSON object a line, with the request's id, without personal data. Write
 * `log.info({ ticketId }, "ticket created")`: facts in the object, a constant sentence after it.
 */
export const log = createLogger(getLogLevel());
