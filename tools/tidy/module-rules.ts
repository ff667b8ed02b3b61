import ts from 'typescript'
import { findingAt, nodesOf, type TidyRule } from './code-file.ts'

function passesOn(statement: ts.Statement, imported: ReadonlySet<string>): boolean {
  if (!ts.isExportDeclaration(statement)) return false
  const { exportClause, moduleSpecifier } = statement
  if (moduleSpecifier !== undefined || exportClause === undefined) return moduleSpecifier !== undefined
  return (
    ts.isNamedExports(exportClause) &&
    exportClause.elements.every(({ name, propertyName }) => imported.has((propertyName ?? name).text))
  )
}

function importedNames(statements: readonly ts.Statement[]): Set<string> {
  const clauses = statements.filter((statement) => ts.isImportDeclaration(statement))
  return new Set(
    clauses.flatMap(({ importClause }) => {
      const bindings = importClause?.namedBindings
      if (bindings === undefined || !ts.isNamedImports(bindings)) return []
      return bindings.elements.map(({ name }) => name.text)
    }),
  )
}

/** No file that only passes on what others export. */
export const noBarrel: TidyRule = {
  name: 'no-barrel',
  *inspect(file) {
    const { statements } = file.syntax
    const imported = importedNames(statements)
    const passing = statements.filter((statement) => passesOn(statement, imported))
    const rest = statements.filter(
      (statement) => !ts.isImportDeclaration(statement) && !passing.includes(statement),
    )
    const first = passing[0]
    if (first !== undefined && rest.length === 0) {
      const message =
        'The file only passes on what others export, which hides who knows whom: import from the file itself and delete this one.'
      yield findingAt('no-barrel', file, first, message)
      return
    }
    for (const statement of statements) {
      if (!ts.isExportDeclaration(statement)) continue
      if (statement.exportClause !== undefined && !ts.isNamespaceExport(statement.exportClause)) continue
      const message = 'export * hides what is exported: import from the file itself where it is needed.'
      yield findingAt('no-barrel', file, statement, message)
    }
  },
}

/** No default exports: a thing has one name everywhere. */
export const noDefaultExport: TidyRule = {
  name: 'no-default-export',
  *inspect(file) {
    if (/\.config\.(ts|mjs|js)$/.test(file.path)) return
    for (const node of nodesOf(file.syntax)) {
      const isDefault =
        node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)
          ? true
          : ts.isExportAssignment(node) || (ts.isExportSpecifier(node) && node.name.text === 'default')
      if (!isDefault) continue
      const message = 'A default export has another name in every file: export it by its name.'
      yield findingAt('no-default-export', file, node, message)
    }
  },
}

/** No `any`: it switches the compiler off from there on. */
export const noAny: TidyRule = {
  name: 'no-any',
  *inspect(file) {
    for (const node of nodesOf(file.syntax)) {
      if (node.kind !== ts.SyntaxKind.AnyKeyword) continue
      const message =
        'any switches the compiler off: say the type, or unknown and narrow it (zod reads what comes from outside).'
      yield findingAt('no-any', file, node, message)
    }
  },
}
