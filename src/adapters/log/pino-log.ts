import { type DestinationStream, pino } from 'pino'
import type { Log, LogFacts, LogLevel } from '../../ports/log.ts'
import type { Secrets } from './secrets.ts'

const LEVELS: Record<LogLevel, 'debug' | 'info' | 'warn' | 'error' | 'fatal'> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  critical: 'fatal',
}

/** Where lines go, and what must never be in them. */
export interface PinoLogOptions {
  readonly destination: DestinationStream
  readonly level: LogLevel
  readonly secrets: Secrets
  /** The clock of the engine, which may be a market's; each line carries it beside the wall's time. */
  readonly now: () => number
}

/** Structured lines of JSON through pino. Secrets are taken out by name and by value, whatever field they are in. */
export function pinoLog({ destination, level, secrets, now }: PinoLogOptions): Log {
  const logger = pino({ level: LEVELS[level], base: null }, destination)
  return {
    write(at, tag, message, facts) {
      try {
        logger[LEVELS[at]]({ tag, marketTime: now(), ...clean(facts, secrets) }, secrets.hide(message))
      } catch {
        // A line that cannot be written must not stop the exit that it tells of.
      }
    },
  }
}

function clean(facts: LogFacts | undefined, secrets: Secrets): LogFacts {
  const entries = Object.entries(facts ?? {}).map(([name, value]) => [
    name,
    secrets.isSecretName(name) ? '[hidden]' : typeof value === 'string' ? secrets.hide(value) : value,
  ])
  return Object.fromEntries(entries)
}
