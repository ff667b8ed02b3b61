/** What a body is before anything is known of what it says. */
export type WireBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly code: 'body_is_not_utf8' | 'body_is_markup' | 'body_is_no_json' }

// A number that is none, outside of quotes: Java prints NaN and Infinity into JSON.
const BARE = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON, also with a bare NaN or Infinity, which becomes null; undefined when it is no JSON. */
function readJson(text: string): unknown {
  const value = parsed(text)
  if (value !== undefined || !/NaN|Infinity/.test(text)) return value
  return parsed(text.replace(BARE, (found) => (found.startsWith('"') ? found : 'null')))
}

/** Tells JSON from the plain texts of errors, from web pages, and from what cannot be read. */
export function readBody(text: string | null): WireBody {
  if (text === null) return { kind: 'unreadable', code: 'body_is_not_utf8' }
  const begin = text.trimStart().charAt(0)
  if (begin === '<') return { kind: 'unreadable', code: 'body_is_markup' }
  if (begin !== '{' && begin !== '[') return { kind: 'text', text: text.trim() }
  const value = readJson(text)
  return value === undefined ? { kind: 'unreadable', code: 'body_is_no_json' } : { kind: 'json', value }
}
