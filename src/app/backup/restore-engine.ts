import type { Restorer } from '../../cli/engine-door.ts'
import { engineConfig } from '../engine/engine-config.ts'
import type { EngineSurroundings } from '../host/assemble-host.ts'
import { restoreBackup } from './restore-backup.ts'

/** Restores a backup into the data folder of a wish, or into the database of `DATABASE_URL`. Refuses as `restoreBackup`. */
export function engineRestorer({ environment }: Pick<EngineSurroundings, 'environment'>): Restorer {
  return async (wish, file) => {
    const config = engineConfig({ ...wish, broker: 'exchange' }, environment, null)
    return config.ok ? restoreBackup(file, config.value) : config
  }
}
