import ts from 'typescript'

/** A name that a file exports, with the statement that declares it (or the export list that names it). */
export interface ExportedName {
  readonly name: string
  readonly declaration: ts.Node
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement)
    ? (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
    : false
}

function declaredNames(statement: ts.Statement): ExportedName[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) =>
      ts.isIdentifier(declaration.name) ? [{ name: declaration.name.text, declaration }] : [],
    )
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return named && statement.name !== undefined ? [{ name: statement.name.text, declaration: statement }] : []
}

/** What a file exports, by declaration or in an export list. */
export function exportedNames({ statements }: ts.SourceFile): ExportedName[] {
  const declared = new Map(statements.flatMap(declaredNames).map((entry) => [entry.name, entry]))
  return statements.flatMap((statement) => {
    if (isExported(statement)) return declaredNames(statement)
    if (!ts.isExportDeclaration(statement)) return []
    const { exportClause, moduleSpecifier } = statement
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) return []
    return exportClause.elements.map((element) => {
      const local =
        moduleSpecifier === undefined ? declared.get((element.propertyName ?? element.name).text) : undefined
      return { name: element.name.text, declaration: local?.declaration ?? element }
    })
  })
}
