import { pinoLog } from '../../adapters/log/pino-log.ts'
import { Secrets } from '../../adapters/log/secrets.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import { LogFile } from '../engine/log-file.ts'

/** The one log of a process. A secret of any account is hidden in the lines of all. */
export interface HostLog {
  readonly path: string
  addSecrets(secrets: readonly (string | null)[]): void
  /** Lines that carry an account's name and its market's time. */
  ofAccount(account: string, clock: Pick<Clock, 'now'>): Log
  /** Lines of the process itself, on a clock. */
  ofProcess(clock: Pick<Clock, 'now'>): Log
  close(): void
}

/**
 * Opens the log of a data folder.
 *
 * @param onLine hears every line as it was written; null when nobody listens
 */
export function openHostLog(folder: string, onLine: ((line: string) => void) | null): HostLog {
  const file = new LogFile(folder)
  const secrets = new Secrets()
  const destination = {
    write(line: string) {
      file.write(line)
      onLine?.(line)
    },
  }
  const logOf = (clock: Pick<Clock, 'now'>): Log =>
    pinoLog({ destination, level: 'info', secrets, now: () => clock.now() })
  return {
    path: file.path,
    addSecrets(given) {
      for (const secret of given) if (secret !== null) secrets.add(secret)
    },
    ofProcess: logOf,
    ofAccount(account, clock) {
      const log = logOf(clock)
      return {
        write: (level, tag, message, facts) => log.write(level, tag, message, { account, ...facts }),
      }
    },
    close: () => file.close(),
  }
}
