import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { codeFiles, isTestFile } from '../source-files.ts'

/** A file as tidy sees it. */
export interface CodeFile {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly lines: number
  readonly syntax: ts.SourceFile
}

/** What breaks a rule, where, and what to do about it. */
export interface Finding {
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly message: string
}

/** A rule about one file. */
export interface TidyRule {
  readonly name: string
  readonly inspect: (file: CodeFile) => Iterable<Finding>
}

/** Parses a text; `path` decides whether it is TypeScript, JSX or JavaScript. */
export function parseCode(path: string, text: string): CodeFile {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return { path, lines, syntax }
}

/** All code files of the project at `root`. */
export function readCode(root: string): CodeFile[] {
  return codeFiles(root).map((path) => parseCode(path, readFileSync(join(root, path), 'utf8')))
}

/** Whether the file belongs to the product, tests left out. */
export function isProduct({ path }: CodeFile): boolean {
  return /^(src|web)\//.test(path) && !isTestFile(path)
}

/** Every node below and including `node`, in the order of the text. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    children.push(child)
  })
  for (const child of children) yield* nodesOf(child)
}

/** A finding at the line where `node` begins. */
export function findingAt(rule: string, { path, syntax }: CodeFile, node: ts.Node, message: string): Finding {
  const { line } = syntax.getLineAndCharacterOfPosition(node.getStart(syntax))
  return { rule, file: path, line: line + 1, message }
}
