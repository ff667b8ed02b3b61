import { basename, dirname } from 'node:path'
import { findingAt, type TidyRule } from './code-file.ts'
import { exportedNames } from './exported-names.ts'

const BANNED = new Set([
  'util',
  'utils',
  'utility',
  'utilities',
  'helper',
  'helpers',
  'misc',
  'common',
  'manager',
  'managers',
  'stuff',
])

const FILE_NAME = /^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|mjs|js)$/

/** The banned word that a name consists of or ends with: `utils`, `date-utils`, `dateUtils`, `DATE_UTILS`. */
function bannedWord(name: string): string | undefined {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').split(/[-_.]/)
  const last = words.at(-1)?.toLowerCase()
  return last !== undefined && BANNED.has(last) ? last : undefined
}

function advice(what: string, word: string): string {
  return `${what} says "${word}", which names nothing: call it after the noun it holds (docs/GLOSSARY.md), or move each part to its noun.`
}

/** Files, folders and exports are named after a noun. */
export const bannedName: TidyRule = {
  name: 'banned-name',
  *inspect(file) {
    const folders = dirname(file.path).split('/')
    for (const part of [...folders, basename(file.path).replace(/(\.test)?\.[a-z]+$/, '')]) {
      const word = bannedWord(part)
      if (word === undefined) continue
      yield {
        rule: 'banned-name',
        file: file.path,
        line: 1,
        message: advice(`The path part "${part}"`, word),
      }
    }
    for (const { name, declaration } of exportedNames(file.syntax)) {
      const word = bannedWord(name)
      if (word !== undefined)
        yield findingAt('banned-name', file, declaration, advice(`The export ${name}`, word))
    }
  },
}

/** One way to write file names, so that a file is found by guessing. */
export const fileName: TidyRule = {
  name: 'file-name',
  *inspect({ path }) {
    if (FILE_NAME.test(basename(path))) return
    const message = `The file name is not kebab-case: write it like implied-volatility.ts or implied-volatility.test.ts.`
    yield { rule: 'file-name', file: path, line: 1, message }
  },
}
