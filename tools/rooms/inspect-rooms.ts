import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { HOME_RULE, hasRoom, IMPORT_RULES } from '../rooms-rules.ts'
import { CODE_FOLDERS, codeFiles } from '../source-files.ts'

/** One import, or one file, that breaks a rule. */
export interface RoomViolation {
  readonly rule: string
  readonly file: string
  /** What it imports, with all between on the way of a cycle; the file itself when the rule is about the file. */
  readonly target: string
  readonly comment: string
}

/** What was found, and how much was looked at. */
export interface RoomsReport {
  readonly modules: number
  readonly violations: readonly RoomViolation[]
}

const COMMENTS = new Map(IMPORT_RULES.map(({ name, comment }) => [name, comment]))

const FORBIDDEN = IMPORT_RULES.flatMap(({ name, comment, forbidden }) =>
  forbidden.map((pattern) => ({ name, comment, severity: 'error' as const, ...pattern })),
)

async function cruiseFolders(root: string, files: readonly string[]): Promise<ICruiseResult> {
  const folders = CODE_FOLDERS.filter((folder) => files.some((file) => file.startsWith(`${folder}/`)))
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: FORBIDDEN },
    // Type imports are knowledge too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(fixtures|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  })
  if (typeof output === 'string')
    throw new Error('dependency-cruiser answered with text where data was expected.')
  return output
}

/**
 * Holds every import of the project at `root` against the rules.
 *
 * @throws {Error} when it looked at nothing or left out a file: a gate that sees nothing must not be green
 */
export async function inspectRooms(root: string): Promise<RoomsReport> {
  const files = codeFiles(root)
  const product = files.filter((file) => /^(src|web)\//.test(file))
  if (product.length === 0) throw new Error(`There is no source file under src or web of ${root}.`)

  const result = await cruiseFolders(root, files)
  const seen = new Set(result.modules.map(({ source }) => source))
  const unseen = files.filter((file) => !seen.has(file))
  if (unseen.length > 0) {
    throw new Error(
      `dependency-cruiser did not look at ${unseen.length} of ${files.length} files, e.g. ${unseen[0]}. ` +
        'It reads TypeScript only with typescript 6 in place: run "npm ci --ignore-scripts".',
    )
  }
  const imports = result.summary.violations.map(({ rule, from, to, cycle, via }) => ({
    rule: rule.name,
    file: from,
    target: (cycle ?? via ?? [{ name: to }]).map(({ name }) => name).join(' -> '),
    comment: COMMENTS.get(rule.name) ?? '',
  }))
  const homeless = product
    .filter((file) => !hasRoom(file))
    .map((file) => ({ rule: HOME_RULE.name, file, target: file, comment: HOME_RULE.comment }))
  return { modules: files.length, violations: [...imports, ...homeless] }
}
