/** An element as an ordinary reader of XML sees it: its text, or its children in their order. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8"\?>/
const NAME = /^[A-Za-z_][A-Za-z0-9._-]*/
/** What XML 1.0 allows in a document. */
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

class Reader {
  private readonly xml: string
  private at = 0

  constructor(xml: string) {
    this.xml = xml
  }

  document(): XmlElement {
    const head = DECLARATION.exec(this.xml)?.[0]
    if (head === undefined) this.fail('no declaration')
    if (!ALLOWED.test(this.xml)) this.fail('a character that XML does not have')
    this.at = head.length
    const root = this.element()
    if (this.at !== this.xml.length) this.fail('something behind the root')
    return root
  }

  private fail(why: string): never {
    throw new Error(`No XML at ${this.at}: ${why}: ${this.xml.slice(this.at, this.at + 40)}`)
  }

  private take(text: string): boolean {
    if (!this.xml.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private name(): string {
    const name = NAME.exec(this.xml.slice(this.at, this.at + 100))?.[0]
    if (name === undefined) this.fail('no name')
    this.at += name.length
    return name
  }

  private element(): XmlElement {
    if (!this.take('<')) this.fail('no element')
    const name = this.name()
    if (this.take('/>')) return { name, text: '', children: [] }
    if (!this.take('>')) this.fail('an open tag without an end')
    const children: XmlElement[] = []
    let text = ''
    while (!this.take('</')) {
      if (this.at >= this.xml.length) this.fail('an element without an end')
      if (this.xml[this.at] === '<') children.push(this.element())
      else text += this.text()
    }
    if (this.name() !== name || !this.take('>')) this.fail(`no end of ${name}`)
    if (children.length > 0 && text !== '') this.fail('text beside elements')
    return { name, text, children }
  }

  private text(): string {
    const end = this.xml.indexOf('<', this.at)
    const raw = this.xml.slice(this.at, end < 0 ? undefined : end)
    this.at += raw.length
    return raw.replace(
      /&([^;]*;?)/g,
      (_, entity: string) => ENTITIES[entity.slice(0, -1)] ?? this.fail(`&${entity}`),
    )
  }
}

/**
 * Reads a document strictly: one root, every element closed, only the five entities, only characters that XML has.
 *
 * @throws when it is not well-formed
 */
export function readXml(xml: string): XmlElement {
  return new Reader(xml).document()
}
