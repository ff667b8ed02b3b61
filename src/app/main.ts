import { enableCompileCache } from 'node:module'

// Before anything else is loaded: the second start takes half the time of the first.
enableCompileCache()
const { start } = await import('./start.ts')
await start()
