import { createServer } from 'node:net'

/**
 * A port of an address that is free now; 0 where nobody may listen, which whoever listens in earnest says in words.
 * Sign-in is told where browsers are before anything listens, so that port 0 cannot stay as it is until then.
 */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen(0, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
