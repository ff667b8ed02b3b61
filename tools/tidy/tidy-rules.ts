import type { CodeFile, Finding, TidyRule } from './code-file.ts'
import { docstring } from './docstring-rule.ts'
import { fileLength, functionLength } from './length-rules.ts'
import { noAny, noBarrel, noDefaultExport } from './module-rules.ts'
import { bannedName, fileName } from './name-rules.ts'
import { countLong, inspectMedian, inspectRatchet, type Ratchet } from './project-rules.ts'
import { noAmbientRandom } from './pure-rule.ts'

/** The rules about one file. */
export const FILE_RULES: readonly TidyRule[] = [
  fileLength,
  functionLength,
  docstring,
  noBarrel,
  noDefaultExport,
  noAny,
  bannedName,
  fileName,
  noAmbientRandom,
]

/** The names of the rules about all files together. */
export const PROJECT_RULES = ['median-length', 'ratchet'] as const

/**
 * Everything that is untidy.
 *
 * @throws {Error} when there is nothing to look at: a gate that sees nothing must not be green
 */
export function inspectTidiness(files: readonly CodeFile[], recorded: Ratchet): Finding[] {
  if (!files.some(({ path }) => path.startsWith('src/')))
    throw new Error('There is no file under src to look at.')
  const inFiles = files.flatMap((file) => FILE_RULES.flatMap((rule) => [...rule.inspect(file)]))
  return [...inFiles, ...inspectMedian(files), ...inspectRatchet(countLong(files), recorded)]
}
