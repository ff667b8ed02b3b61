import { ENVIRONMENT_TABLE } from './environment-table.ts'
import type { Environment } from './environment.ts'

/** Shorter parts of a path are words, such as `services`, that stand in lines of their own right. */
const SHORTEST_PART = 12

/**
 * What of the environment must never be written down: the secret variables as they are, each of several keys, the
 * passwords of addresses of databases, and the parts of addresses of hooks by which those know us.
 *
 * @example
 * secretValues({ DATABASE_URL: 'postgresql://a:top-secret@db/legwork' }) // => ['postgresql://a:top-secret@db/legwork', 'top-secret']
 */
export function secretValues(environment: Environment): readonly string[] {
  const texts = ENVIRONMENT_TABLE.filter(({ isSecret }) => isSecret).map(({ name }) =>
    environment[name]?.trim(),
  )
  const values = texts.flatMap((text) => (text === undefined || text === '' ? [] : [text, ...partsOf(text)]))
  return [...new Set(values)]
}

function partsOf(text: string): readonly string[] {
  if (!text.includes('://') || !URL.canParse(text)) return text.split(',').map((key) => key.trim())
  const { protocol, password, pathname, searchParams } = new URL(text)
  const inside = /^https?:$/.test(protocol)
    ? [...pathname.split('/').filter((part) => part.length >= SHORTEST_PART), ...searchParams.values()]
    : []
  return [password, decoded(password), ...inside].filter((part) => part !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
