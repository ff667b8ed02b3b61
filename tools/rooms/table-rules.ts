import type { RoomRule } from './room-rule.ts'
import { packagePath, TEST_FILE } from './room-rule.ts'
import type { Room } from './room-table.ts'
import { ROOMS } from './room-table.ts'

/** Every way in which npm or Node itself may be the target; what resolves to nothing has a rule of its own. */
const PACKAGE_TYPES = [
  'core',
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
] as const

/** What a unit test may use in every room. */
const TEST_PACKAGES = ['vitest', 'fast-check'].map(packagePath)

function importsRule({ name, path, pathNot, mayImport, importsComment }: Room): RoomRule {
  const from = pathNot === undefined ? { path } : { path, pathNot }
  const own = path.includes('(') ? [] : [path]
  return {
    name: `${name}-imports`,
    comment: importsComment,
    forbidden: [{ from, to: { path: '^(src|web)/', pathNot: [...own, ...mayImport] } }],
  }
}

function packagesRules({ name, path, packages }: Room): RoomRule[] {
  if (packages === 'any') return []
  const { npm, comment } = packages
  if (npm === 'any') {
    const forbidden = [{ from: { path, pathNot: TEST_FILE }, to: { dependencyTypes: ['core' as const] } }]
    return [{ name: `${name}-packages`, comment, forbidden }]
  }
  const allowed = npm.map(packagePath)
  const [core, ...fromNpm] = PACKAGE_TYPES
  return [
    {
      name: `${name}-packages`,
      comment,
      forbidden: [
        { from: { path, pathNot: TEST_FILE }, to: { dependencyTypes: [core, ...fromNpm], pathNot: allowed } },
        // A test may read files and the like, so it has Node's modules as well.
        {
          from: { path: `${path}.*${TEST_FILE}` },
          to: { dependencyTypes: fromNpm, pathNot: [...allowed, ...TEST_PACKAGES] },
        },
      ],
    },
  ]
}

/** The rules of the table of rooms. */
export const TABLE_RULES: readonly RoomRule[] = ROOMS.flatMap((room) => [
  importsRule(room),
  ...packagesRules(room),
])
