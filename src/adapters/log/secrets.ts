const NAMES = /token|secret|password|authorization|cookie|api[-_]?key/i
const BEARER = /\b(bearer|basic)\s+[a-z0-9._~+/=-]+/gi
/** Secrets of ours say what they are: keys and codes (`lwk_`, `lwi_`), and what the vault has sealed. */
const OURS = /\b(lw[ki]_|gAAAA)[A-Za-z0-9_-]{20,}={0,2}/g
const HIDDEN = '[hidden]'

/** What must not be written down: values that were registered, and whatever looks like a credential. */
export class Secrets {
  private values: readonly string[] = []

  /** A value that is never to appear in a line, however short the line. Empty and very short ones are passed over. */
  add(value: string): void {
    if (value.length >= 6 && !this.values.includes(value)) this.values = [...this.values, value]
  }

  /** Whether a field of this name is a secret whatever is in it. */
  isSecretName(name: string): boolean {
    return NAMES.test(name)
  }

  /** The text with every secret in it hidden. */
  hide(text: string): string {
    const known = this.values.reduce((shown, value) => shown.replaceAll(value, HIDDEN), text)
    return known.replace(BEARER, `$1 ${HIDDEN}`).replace(OURS, HIDDEN)
  }
}
