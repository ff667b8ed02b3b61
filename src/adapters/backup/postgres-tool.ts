import { spawn } from 'node:child_process'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/** What a URL's parameters are called in the environment of PostgreSQL's own programs. */
const PARAMETERS: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  channel_binding: 'PGCHANNELBINDING',
  options: 'PGOPTIONS',
}
const LAST_WORDS = 600

/** How PostgreSQL's programs find a server: as variables, since arguments can be read by everybody on the machine. */
export function connectionVariables(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const given: Record<string, string> = {
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGAPPNAME: 'legwork-backup',
    PGCONNECT_TIMEOUT: '15',
  }
  for (const [name, value] of searchParams) {
    const variable = PARAMETERS[name]
    if (variable !== undefined) given[variable] = value
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/**
 * Runs one of PostgreSQL's programs against a server; answers what it wrote.
 *
 * Refuses: `postgres_tools_must_be_installed`, `postgres_tool_must_succeed` with its last words, which name no password.
 */
export async function runPostgresTool(
  tool: 'pg_dump' | 'pg_restore',
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Result<string>> {
  const { PATH = '' } = process.env
  const child = spawn(tool, args, {
    env: { PATH, LC_ALL: 'C', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text))
  return new Promise((resolve) => {
    child.on('error', (error) =>
      resolve(
        refuse(
          'postgres_tools_must_be_installed',
          `${tool} cannot be run (${'code' in error ? String(error.code) : error.message}); install PostgreSQL's client programs, of the server's version or newer.`,
        ),
      ),
    )
    child.on('close', (code) =>
      resolve(
        code === 0
          ? ok(said.out)
          : refuse('postgres_tool_must_succeed', `${tool} ended with ${code}: ${lastWords(said.error)}`),
      ),
    )
  })
}

function lastWords(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .slice(-LAST_WORDS)
}
