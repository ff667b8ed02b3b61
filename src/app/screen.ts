import type { Screen } from '../cli/shell.ts'

/** Columns of a line where no terminal says otherwise: a table of a chain is at ease in them. */
const DEFAULT_COLUMNS = 100

/** A stream as far as the screen depends on it. */
export interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
}

function columnsOf({ columns }: OutputStream, environment: NodeJS.ProcessEnv): number {
  if (columns !== undefined && columns > 0) return columns
  const stated = Number(environment['COLUMNS'])
  return Number.isInteger(stated) && stated > 0 ? stated : DEFAULT_COLUMNS
}

/** Any value of NO_COLOR but the empty one means no colour (https://no-color.org). */
function showsColour({ isTTY }: OutputStream, environment: NodeJS.ProcessEnv): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb') return false
  return isTTY === true || !['', '0', undefined].includes(environment['FORCE_COLOR'])
}

/** Whether the locale is of UTF-8; without any locale a modern terminal is taken for it. */
function showsUnicode(environment: NodeJS.ProcessEnv): boolean {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || ''
  if (environment['TERM'] === 'dumb' || environment['TERM'] === 'linux') return false
  return locale === '' || /utf-?8/i.test(locale)
}

/** What standard output can show, by its terminal and the environment. */
export function screenOf(stream: OutputStream, environment: NodeJS.ProcessEnv): Screen {
  return {
    columns: Math.max(40, columnsOf(stream, environment)),
    colour: showsColour(stream, environment),
    unicode: showsUnicode(environment),
  }
}
