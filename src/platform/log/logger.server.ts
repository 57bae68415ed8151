import { pino, stdSerializers, type Logger } from 'pino'

const KEY = Symbol.for('balai.logger')
const held = globalThis as { [KEY]?: Logger }

/**
 * The one log, as JSON lines on standard output. No address, no user agent, no body of a request is ever given to it.
 */
export function logger(): Logger {
  return (held[KEY] ??= pino({
    name: 'balai',
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    serializers: { error: stdSerializers.err }
  }))
}
