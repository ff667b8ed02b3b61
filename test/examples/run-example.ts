import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'

/** What a line `expression // => value` of an example came to. */
export interface ExampleOutcome {
  readonly expression: string
  readonly actual: unknown
  readonly expected: unknown
  /** The decimals that a value after `≈` is written with; undefined when it has to be equal. */
  readonly decimals: number | undefined
}

/** The statements of an example up to a `// =>`, the last of which is the expression that it speaks of. */
interface Chunk {
  readonly setup: readonly ts.Statement[]
  readonly expression: string
  readonly value: string
}

type Scope = Record<string, unknown>

const CLAIM = /^(.*?)\/\/ =>(.*)$/

// Every claim ends its own piece of code, so that a next line that begins with a bracket is not read as its continuation.
function chunksOf(code: string): Chunk[] {
  const chunks: Chunk[] = []
  let pending: string[] = []
  for (const line of code.split('\n')) {
    const [, before, value] = CLAIM.exec(line) ?? []
    pending.push(before ?? line)
    if (value === undefined) continue
    const { statements } = ts.createSourceFile('example.ts', pending.join('\n'), ts.ScriptTarget.Latest, true)
    const last = statements.at(-1)
    if (last === undefined || !ts.isExpressionStatement(last)) {
      throw new Error(`Before "// =>${value}" stands no expression; write: expression // => value`)
    }
    chunks.push({
      setup: statements.slice(0, -1),
      expression: last.expression.getText(),
      value: value.trim(),
    })
    pending = []
  }
  if (chunks.length === 0)
    throw new Error('The example claims nothing; give it a line: expression // => value')
  if (pending.some((line) => line.trim() !== ''))
    throw new Error('After its last "// =>" the example goes on for nothing.')
  return chunks
}

/** What an import of an example brings into scope; a type brings nothing. */
async function importInto(scope: Scope, statement: ts.ImportDeclaration, file: string): Promise<void> {
  const specifier = (statement.moduleSpecifier as ts.StringLiteral).text
  const bindings = statement.importClause?.namedBindings
  if (bindings === undefined || !ts.isNamedImports(bindings)) {
    throw new Error(`An example imports by name: import { a } from '${specifier}'`)
  }
  const url = specifier.startsWith('.') ? pathToFileURL(join(dirname(file), specifier)).href : specifier
  const module: Scope = await import(/* @vite-ignore */ url)
  for (const { name, propertyName } of bindings.elements)
    scope[name.text] = module[(propertyName ?? name).text]
}

function decimalsOf(literal: string): number {
  const [, fraction = '', exponent = '0'] = /^-?[\d_]+(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(literal) ?? []
  if (Number.isNaN(Number(literal.replaceAll('_', ''))))
    throw new Error(`After ≈ stands one number, not ${literal}.`)
  return fraction.length - Number(exponent)
}

function scriptOf(chunks: readonly Chunk[]): string {
  const lines = chunks.flatMap(({ setup, expression, value }) => [
    ...setup
      .filter((statement) => !ts.isImportDeclaration(statement))
      .map((statement) => statement.getText()),
    `;outcomes.push([(${expression}), (${value.replace(/^≈/, '')})])`,
  ])
  // The block lets an example name a constant as its module names an export.
  const { outputText } = ts.transpileModule(`{\n${lines.join('\n')}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  })
  return outputText
}

/**
 * Runs an example with all exports of its module, and what it imports, in scope.
 *
 * @throws {Error} when the example claims nothing or cannot be run
 */
export async function runExample(file: string, code: string): Promise<ExampleOutcome[]> {
  const chunks = chunksOf(code)
  const scope: Scope = { ...(await import(/* @vite-ignore */ pathToFileURL(file).href)) }
  for (const statement of chunks.flatMap(({ setup }) => setup)) {
    if (ts.isImportDeclaration(statement)) await importInto(scope, statement, file)
  }
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  const outcomes: [unknown, unknown][] = []
  const run = AsyncFunction('outcomes', ...Object.keys(scope), scriptOf(chunks))
  await run(outcomes, ...Object.values(scope))
  return chunks.map(({ expression, value }, i) => ({
    expression,
    actual: outcomes[i]?.[0],
    expected: outcomes[i]?.[1],
    decimals: value.startsWith('≈') ? decimalsOf(value.slice(1).trim()) : undefined,
  }))
}
