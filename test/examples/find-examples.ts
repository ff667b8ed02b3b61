import ts from 'typescript'
import { type CodeFile, nodesOf } from '../../tools/tidy/code-file.ts'
import { exportedNames } from '../../tools/tidy/exported-names.ts'

/** One `@example` in the docstring of something exported. */
export interface DocstringExample {
  /** The line of its tag, from 1. */
  readonly line: number
  readonly code: string
}

/** The lines of a docstring without their stars, each with its line number in the file. */
function docstringLines({ syntax }: CodeFile, doc: ts.JSDoc): { line: number; text: string }[] {
  const first = syntax.getLineAndCharacterOfPosition(doc.pos).line + 1
  return syntax.text
    .slice(doc.pos, doc.end)
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((text, i) => ({ line: first + i, text: text.replace(/^\s*\/?\*{1,2} ?/, '') }))
}

/** The examples of one docstring. Code fences are left out; a tag ends at the next tag. */
function examplesOf(file: CodeFile, doc: ts.JSDoc): DocstringExample[] {
  const examples: { line: number; lines: string[] }[] = []
  let isOpen = false
  for (const { line, text } of docstringLines(file, doc)) {
    const example = /^@example\b(.*)$/.exec(text)
    if (example !== null) examples.push({ line, lines: [example[1] ?? ''] })
    else if (isOpen && !/^(@|```)/.test(text)) examples.at(-1)?.lines.push(text)
    if (example !== null || text.startsWith('@')) isOpen = example !== null
  }
  return examples.map(({ line, lines }) => ({ line, code: lines.join('\n') }))
}

/** The examples of everything that a file exports, members of classes and interfaces included, in order. */
export function findExamples(file: CodeFile): DocstringExample[] {
  const roots = new Set(
    exportedNames(file.syntax).map(({ declaration }) =>
      ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration,
    ),
  )
  const docs = [...roots].flatMap((root) =>
    [...nodesOf(root)].flatMap((node) =>
      ts.getJSDocCommentsAndTags(node).filter((doc) => ts.isJSDoc(doc) && doc.parent === node),
    ),
  )
  return [...new Set(docs)].filter((doc) => ts.isJSDoc(doc)).flatMap((doc) => examplesOf(file, doc))
}
