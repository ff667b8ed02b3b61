import ts from 'typescript'
import { isTestFile } from '../source-files.ts'
import { findingAt, nodesOf, type TidyRule } from './code-file.ts'

const PURE = /^src\/(domain|ports|engine|insight|exchange\/venue)\//

/** Whether `Math` is used for anything but a named member other than `random`. */
function isRandomSource(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || node.text !== 'Math') return false
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  return !ts.isPropertyAccessExpression(parent) || parent.name.text === 'random'
}

/**
 * No `Math.random` in the pure rooms. Biome bans the other ambient names there; it can ban `Math` only as a whole.
 * `Math['random']`, `const { random } = Math` and `Math` handed on are found as well.
 */
export const noAmbientRandom: TidyRule = {
  name: 'no-ambient-random',
  *inspect(file) {
    if (!PURE.test(file.path) || isTestFile(file.path)) return
    for (const node of nodesOf(file.syntax)) {
      if (!isRandomSource(node)) continue
      const message =
        'A pure room draws no random numbers, or a decision could not be replayed: take the draw, or the Ids port, as a parameter.'
      yield findingAt('no-ambient-random', file, node, message)
    }
  },
}
