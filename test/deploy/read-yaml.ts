/** A value of the plain YAML that compose.yaml is written in. */
export type YamlValue = string | YamlValue[] | { [key: string]: YamlValue }

interface Line {
  readonly indent: number
  readonly text: string
}

function scalarOf(text: string): YamlValue {
  if (/^\[.*\]$/.test(text))
    return [...text.matchAll(/"([^"]*)"|([^,[\]\s"]+)/g)].map((one) => one[1] ?? one[2]!)
  return text.replace(/^"(.*)"$/, '$1')
}

/**
 * Reads mappings, lists, flow lists of words and plain or double-quoted scalars, by indentation. Anything else of YAML
 * (anchors, folded text, single quotes) is refused, so that nothing is misread.
 */
export function readPlainYaml(source: string): YamlValue {
  const lines = source
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line): Line => ({ indent: line.search(/\S/), text: line.trim() }))
  for (const { text } of lines) {
    if (/[&*]\w|<<:|'|: [|>]/.test(text.replaceAll(/"[^"]*"/g, '')))
      throw new Error(`not plain YAML: ${text}`)
  }
  let at = 0
  const block = (indent: number): YamlValue => {
    if (lines[at]!.text.startsWith('- ')) return list(indent)
    const made: { [key: string]: YamlValue } = {}
    while (at < lines.length && lines[at]!.indent === indent) {
      const [, key, rest] = /^([\w.-]+):\s*(.*)$/.exec(lines[at]!.text) ?? []
      if (key === undefined || key in made) throw new Error(`not a new key: ${lines[at]!.text}`)
      at += 1
      const nested = at < lines.length && lines[at]!.indent > indent
      made[key] = rest !== '' ? scalarOf(rest!) : nested ? block(lines[at]!.indent) : ''
    }
    return made
  }
  const list = (indent: number): YamlValue[] => {
    const made: YamlValue[] = []
    while (at < lines.length && lines[at]!.indent === indent && lines[at]!.text.startsWith('- ')) {
      const text = lines[at]!.text.slice(2)
      if (/^[\w.-]+: /.test(text)) {
        // The first key of a mapping stands behind the dash, the others under it.
        ;(lines as Line[])[at] = { indent: indent + 2, text }
        made.push(block(indent + 2))
      } else {
        at += 1
        made.push(scalarOf(text))
      }
    }
    return made
  }
  const read = block(0)
  if (at !== lines.length) throw new Error(`not read: ${lines[at]!.text}`)
  return read
}
