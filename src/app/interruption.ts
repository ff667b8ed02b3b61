/** A terminal and a supervisor may both hand on one Ctrl-C; within this it is the same one. */
const ECHO_MS = 300

/**
 * Resolves at the first wish to end: Ctrl-C, SIGTERM, or a terminal that is closed. From then on a second wish ends the
 * process at once, with the exit code that shells give for Ctrl-C.
 */
export function interruption(): Promise<void> {
  return new Promise((resolve) => {
    let wishedAt: number | undefined
    const onWish = (): void => {
      if (wishedAt === undefined) {
        wishedAt = performance.now()
        resolve()
      } else if (performance.now() - wishedAt > ECHO_MS) process.exit(130)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onWish)
  })
}
