import ts from 'typescript'
import { isTestFile } from '../source-files.ts'
import { type CodeFile, findingAt, nodesOf, type TidyRule } from './code-file.ts'

const MOST_FILE_LINES = 500
const MOST_FUNCTION_LINES = 69

/** The words of vitest whose callback is a list of cases, not a function that someone reads as one. */
const TEST_WORDS = new Set(['describe', 'it', 'test', 'suite', 'bench'])

/** The identifier that a call begins with: `describe` of `describe.each(rows)('...', body)`. */
function firstWord(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return firstWord(node.expression)
  return ts.isTaggedTemplateExpression(node) ? firstWord(node.tag) : ''
}

function isTestBody(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && TEST_WORDS.has(firstWord(node.parent.expression))
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText()
  if (ts.isConstructorDeclaration(node)) return 'the constructor'
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'the function'
}

/** A function with a body, its name for people and its length in lines. */
export interface MeasuredFunction {
  readonly node: ts.Node
  readonly name: string
  readonly lines: number
}

/** Every function of a file but the callbacks of test words in a test file. */
export function* functionsOf({ path, syntax }: CodeFile): Generator<MeasuredFunction> {
  for (const node of nodesOf(syntax)) {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) continue
    if (isTestFile(path) && isTestBody(node)) continue
    const first = syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line
    const last = syntax.getLineAndCharacterOfPosition(node.end).line
    yield { node, name: nameOf(node), lines: last - first + 1 }
  }
}

/** No file may be longer than a person can hold in mind. */
export const fileLength: TidyRule = {
  name: 'file-length',
  *inspect({ path, lines }) {
    if (lines <= MOST_FILE_LINES) return
    const message = `The file has ${lines} lines, ${MOST_FILE_LINES} are the most: split it by its nouns, one file each.`
    yield { rule: 'file-length', file: path, line: MOST_FILE_LINES + 1, message }
  },
}

/** No function may be longer than a screen. */
export const functionLength: TidyRule = {
  name: 'function-length',
  *inspect(file) {
    for (const { node, name, lines } of functionsOf(file)) {
      if (lines <= MOST_FUNCTION_LINES) continue
      const message = `${name} has ${lines} lines, ${MOST_FUNCTION_LINES} are the most: give its steps names and move them out.`
      yield findingAt('function-length', file, node, message)
    }
  },
}
