import type { ReadStream } from 'node:tty'

const ENTER = /[\r\n]/
const CTRL_C = '\u0003'
const BACKSPACES: ReadonlySet<string> = new Set(['\b', '\u007f'])

/**
 * One line of standard input that is not shown: from a terminal without an echo, else from what is piped in. It ends at
 * the first line break.
 */
export async function readSecret(
  input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'setEncoding' | typeof Symbol.asyncIterator>,
  prompt: string,
  tell: (text: string) => void,
): Promise<string> {
  const isTerminal = input.isTTY === true
  if (isTerminal) {
    tell(prompt)
    input.setRawMode(true)
  }
  input.setEncoding('utf8')
  let text = ''
  try {
    for await (const chunk of input) {
      for (const key of String(chunk)) {
        if (ENTER.test(key) || (isTerminal && key === CTRL_C)) return key === CTRL_C ? '' : text
        text = isTerminal && BACKSPACES.has(key) ? text.slice(0, -1) : text + key
      }
    }
    return text
  } finally {
    if (isTerminal) {
      input.setRawMode(false)
      tell('\n')
    }
  }
}
