import type { DependencyType } from 'dependency-cruiser'

/** What dependency-cruiser looks for: an import from a file that fits `from` to one that fits `to`. */
export interface ForbiddenImport {
  readonly from: { readonly path?: string; readonly pathNot?: string | string[] }
  readonly to: {
    readonly path?: string | string[]
    readonly pathNot?: string | string[]
    readonly dependencyTypes?: DependencyType[]
    readonly dependencyTypesNot?: DependencyType[]
    readonly circular?: true
    readonly couldNotResolve?: true
    /** Through other files as well. */
    readonly reachable?: true
  }
}

/** One rule of the house. It is broken by an import that any of the patterns fits. */
export interface RoomRule {
  readonly name: string
  /** Why, and where the code belongs instead. */
  readonly comment: string
  readonly forbidden: readonly ForbiddenImport[]
}

/** Test files beside their subject. */
export const TEST_FILE = '\\.test\\.tsx?$'

/** A pattern for the modules of an npm package. */
export function packagePath(name: string): string {
  return `(^|/)node_modules/(@types/)?${name}/`
}
