import type { BackupReport } from '../../cli/engine-door.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Result } from '../../domain/refusal.ts'
import type { OpenedHost } from '../host/assemble-host.ts'
import type { DatabaseDump } from './database-dump.ts'
import { backUpProcess, type ExchangeAtWork } from './process-backup.ts'

/** Makes a backup of a process that runs, into the configured folder or another. */
export type HostBackup = (to: string | null) => Promise<Result<BackupReport>>

/** How a process that runs is backed up: between two turns of every account that trades on its own exchange. */
export function hostBackup(
  opened: Pick<OpenedHost, 'config' | 'host' | 'market'>,
  dump: DatabaseDump,
  now: () => Instant,
): HostBackup {
  const { config } = opened
  const exchange = config.broker === 'exchange' ? atWork(opened) : null
  return (to) => backUpProcess(config, dump, exchange, { to, now: now() })
}

function atWork({ host, market }: Pick<OpenedHost, 'host' | 'market'>): ExchangeAtWork {
  return {
    quiet<Value>(work: () => Promise<Value>): Promise<Value> {
      const trading = host.running().filter(({ core }) => core.world.market === market)
      const inside = trading.reduce<() => Promise<Value>>(
        (within, { core }) =>
          () =>
            core.exclusive(within),
        () => market.during(work),
      )
      return inside()
    },
    save: () => market.save(),
  }
}
