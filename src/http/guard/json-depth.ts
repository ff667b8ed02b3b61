/**
 * How many brackets of a JSON text stand open at once, at most; those inside of strings are letters. It reads each
 * character once, whatever the text is.
 *
 * @example
 * jsonDepth('{"a":[1,"]]"]}') // => 2
 */
export function jsonDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let isInside = false
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i]
    if (isInside) {
      if (letter === '\\') i += 1
      else if (letter === '"') isInside = false
    } else if (letter === '"') isInside = true
    else if (letter === '{' || letter === '[') {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (letter === '}' || letter === ']') depth -= 1
  }
  return deepest
}
