/** A text of a source file, and what stands there instead while the bug is planted. */
export interface PlantedChange {
  /** From the root of the project. */
  readonly file: string
  /** Found exactly once in the file; a plant whose text has gone is an error, never a pass. */
  readonly find: string
  readonly replace: string
}

/** A bug that was made once in a system of this kind, and the test that must turn red when it is made again. */
export interface Plant {
  readonly name: string
  readonly changes: readonly PlantedChange[]
  readonly test: {
    readonly file: string
    /** The whole title of the test. */
    readonly title: string
  }
}

/**
 * The source with the changes of a plant that are about this file.
 *
 * @throws {Error} when a text is not there exactly once
 */
export function planted(source: string, file: string, { name, changes }: Plant): string {
  return changes
    .filter((change) => change.file === file)
    .reduce((text, { find, replace }) => {
      const parts = text.split(find)
      if (parts.length !== 2) {
        throw new Error(`plant "${name}": ${parts.length - 1} places in ${file} read: ${find}`)
      }
      return parts.join(replace)
    }, source)
}
