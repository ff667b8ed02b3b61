import ts from 'typescript'
import { isTestFile } from '../source-files.ts'
import { findingAt, type TidyRule } from './code-file.ts'
import { exportedNames } from './exported-names.ts'

/** The rooms whose functions others build on without reading them. */
const DOCUMENTED = /^src\/(domain|ports|engine|insight|exchange)\//

function hasDocstring(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).some((doc) => ts.isJSDoc(doc) && doc.comment !== undefined)
}

function holdsFunctions(value: ts.Expression): boolean {
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return holdsFunctions(value.expression)
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return true
  return (
    ts.isObjectLiteralExpression(value) &&
    value.properties.some(
      (property) =>
        ts.isMethodDeclaration(property) ||
        (ts.isPropertyAssignment(property) && ts.isFunctionLike(property.initializer)),
    )
  )
}

/** The public methods of a class; those that carry out an interface are described there. */
function publicMethods(node: ts.ClassDeclaration): ts.MethodDeclaration[] {
  const implementsPort = node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
  if (implementsPort) return []
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override
  return node.members
    .filter((member) => ts.isMethodDeclaration(member))
    .filter(
      (method) =>
        !ts.isPrivateIdentifier(method.name) && (ts.getCombinedModifierFlags(method) & hidden) === 0,
    )
}

/** What of an exported declaration has to carry a docstring. */
function functionsToDocument(declaration: ts.Node): ts.Node[] {
  if (ts.isFunctionDeclaration(declaration)) return [declaration]
  if (ts.isClassDeclaration(declaration)) return publicMethods(declaration)
  const { initializer } = ts.isVariableDeclaration(declaration) ? declaration : {}
  return initializer !== undefined && holdsFunctions(initializer) ? [declaration] : []
}

/** Every exported function of the documented rooms says what it returns. */
export const docstring: TidyRule = {
  name: 'docstring',
  *inspect(file) {
    if (!DOCUMENTED.test(file.path) || isTestFile(file.path)) return
    const documented = new Set<string>()
    for (const { name, declaration } of exportedNames(file.syntax)) {
      for (const node of functionsToDocument(declaration)) {
        const label = node === declaration ? name : `${name}.${(node as ts.MethodDeclaration).name.getText()}`
        // Of overloads, the first signature speaks for all.
        if (hasDocstring(node)) documented.add(label)
        if (documented.has(label)) continue
        const message = `${label} has no docstring: say above it what it returns, with units, its refusals and an @example.`
        yield findingAt('docstring', file, node, message)
      }
    }
  },
}
