import type { Migrator } from '../../cli/engine-door.ts'
import { dataFolderOf, engineConfig } from './engine-config.ts'
import { readEngineRecord } from './engine-record.ts'
import type { EngineSurroundings } from '../host/assemble-host.ts'
import { migrateStore, prepareDataFolder } from './open-store.ts'

/** Brings the database of a folder, or that of `DATABASE_URL`, to the newest schema. Refuses as `migrateStore` does. */
export function engineMigrator({ environment }: EngineSurroundings): Migrator {
  return async (wish) => {
    const record = readEngineRecord(dataFolderOf(wish, environment))
    const config = engineConfig({ ...wish, broker: 'exchange' }, environment, record)
    if (!config.ok) return config
    const folder = prepareDataFolder(config.value.dataFolder)
    return folder.ok ? migrateStore(config.value) : folder
  }
}
