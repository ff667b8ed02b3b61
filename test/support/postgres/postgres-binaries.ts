import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where Debian and its kin keep each major version. */
const DEBIAN = '/usr/lib/postgresql'

function isComplete(folder: string): boolean {
  return ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))
}

/** The folder of the newest PostgreSQL server on this machine, or null when there is none. */
export function postgresBinaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter(Number.isFinite) : []
  const debian = versions.sort((a, b) => b - a).map((version) => join(DEBIAN, String(version), 'bin'))
  const onPath = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  return [...debian, ...onPath].find(isComplete) ?? null
}
