/** What a body says: the rows of an answer, words of an error, or neither. */
export type OratsBody =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[] }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'unreadable'; readonly code: 'body_is_markup' | 'body_is_no_json' | 'body_has_no_data' }

// A number that is none, outside of quotes: Python prints NaN and Infinity into JSON.
const BARE = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g
const MOST_WORDS = 200
const ERROR_KEYS = ['message', 'Message', 'error', 'errorMessage'] as const

/** Reads a body: `{"data": [..]}` are rows; a `message` or `error` in either case are words, as is a short plain text. */
export function readOratsBody(text: string): OratsBody {
  const value = readJson(text)
  if (value === undefined) return readText(text)
  const record: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {}
  if (Array.isArray(record['data'])) return { kind: 'rows', rows: record['data'] }
  const words = ERROR_KEYS.map((key) => record[key]).find((said) => typeof said === 'string')
  if (words !== undefined) return { kind: 'words', words: fitWords(String(words)) }
  return { kind: 'unreadable', code: 'body_has_no_data' }
}

function readText(text: string): OratsBody {
  const start = text.trimStart()
  if (start.startsWith('<')) return { kind: 'unreadable', code: 'body_is_markup' }
  const isJson = start.startsWith('{') || start.startsWith('[')
  if (isJson || start === '' || start.length > MOST_WORDS)
    return { kind: 'unreadable', code: 'body_is_no_json' }
  return { kind: 'words', words: fitWords(start) }
}

/** JSON, also with a bare NaN or Infinity, which becomes null; undefined when it is no JSON. */
function readJson(text: string): unknown {
  const value = parsed(text)
  if (value !== undefined) return value
  return parsed(text.replace(BARE, (found) => (found.startsWith('"') ? found : 'null')))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Words of the vendor that are fit for a person: one line, not long. */
function fitWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line
}
