/**
 * The rooms and who may import whom, as ARCHITECTURE.md draws them. A row becomes two rules: `NAME-imports` for our own
 * modules and, for a room that may not use just any package, `NAME-packages` for npm and for Node's own modules.
 */
export interface Room {
  readonly name: string
  /** Where the room is: a regular expression on a path from the project's root. */
  readonly path: string
  /** Leaves out what is inside `path` and has a row of its own. */
  readonly pathNot?: string
  /** What the room may import beside itself; `$1` is what the first group of `path` matched. */
  readonly mayImport: readonly string[]
  /** Why, and where the code belongs instead. */
  readonly importsComment: string
  readonly packages:
    | 'any'
    | {
        readonly npm: readonly string[] | 'any'
        readonly comment: string
      }
}

const DOMAIN = '^src/domain/'
const PORTS = '^src/ports/'
const ENGINE = '^src/engine/'
const INSIGHT = '^src/insight/'
const SERVICE = '^src/service/'
const EXCHANGE = '^src/exchange/'
const CONTRACT = '^src/contract/'
const DOOR_MAY_IMPORT = [CONTRACT, SERVICE, INSIGHT, PORTS, DOMAIN]

const PURE =
  'so that a decision can be replayed anywhere. What needs the outside goes to src/adapters behind a port in src/ports.'

/** A door: it translates between a person or program outside and the service. */
function door(name: string): Room {
  return {
    name,
    path: `^src/${name}/`,
    mayImport: DOOR_MAY_IMPORT,
    importsComment:
      'A door only translates requests and answers. A decision belongs to src/engine or src/service, an outside thing to ' +
      'src/adapters, and src/app hands it in.',
    packages: 'any',
  }
}

/** All rooms, the innermost first. */
export const ROOMS: readonly Room[] = [
  {
    name: 'domain',
    path: DOMAIN,
    mayImport: [],
    importsComment:
      'The domain is the ground that all else stands on, so it knows nothing else. What needs a port belongs to ' +
      'src/engine; what needs the outside belongs to src/adapters.',
    packages: { npm: [], comment: `The domain uses no package and nothing of Node, ${PURE}` },
  },
  {
    name: 'ports',
    path: PORTS,
    mayImport: [DOMAIN],
    importsComment:
      'A port says what the engine needs, in words of the domain. Its implementation belongs to src/adapters, the code ' +
      'that uses it to src/engine.',
    packages: { npm: [], comment: `A port uses no package and nothing of Node, ${PURE}` },
  },
  {
    name: 'engine',
    path: ENGINE,
    mayImport: [DOMAIN, PORTS],
    importsComment:
      'The engine is the same live, on paper and in a back-test, so it knows only the domain and the ports. Schedules ' +
      'belong to src/cycles, commands of people to src/service, outside things to src/adapters.',
    packages: { npm: [], comment: `The engine uses no package and nothing of Node, ${PURE}` },
  },
  {
    name: 'insight',
    path: INSIGHT,
    mayImport: [DOMAIN, PORTS],
    importsComment:
      'Insight looks at what happened and decides nothing. A decision belongs to src/engine; what is asked for by a ' +
      'person to src/service.',
    packages: {
      npm: ['trading-signals'],
      comment: `Insight uses trading-signals and no other package, and nothing of Node, ${PURE}`,
    },
  },
  {
    name: 'cycles',
    path: '^src/cycles/',
    mayImport: [ENGINE, INSIGHT, PORTS, DOMAIN],
    importsComment:
      'A cycle runs engine code on the market clock. What a person asks for belongs to src/service; src/app hands in the ' +
      'adapters.',
    packages: {
      npm: [],
      comment: 'A cycle reaches the outside through ports only: put the package behind src/adapters.',
    },
  },
  {
    name: 'service',
    path: SERVICE,
    mayImport: [ENGINE, INSIGHT, PORTS, DOMAIN],
    importsComment:
      'The service answers what a person or a program asks for, whatever door it came through. Messages belong to ' +
      'src/contract and the doors, outside things to src/adapters.',
    packages: {
      npm: [],
      comment: 'The service reaches the outside through ports only: put the package behind src/adapters.',
    },
  },
  {
    name: 'exchange-venue',
    path: '^src/exchange/venue/',
    mayImport: [DOMAIN, PORTS, '^src/exchange/market/'],
    importsComment:
      'The venue matches and settles; it knows neither the engine, which must not see a difference to a real broker, nor ' +
      'its own HTTP face. Requests and answers belong to src/exchange/tradier-api.',
    packages: { npm: [], comment: `The venue uses no package and nothing of Node, ${PURE}` },
  },
  {
    name: 'exchange-market',
    path: '^src/exchange/market/',
    mayImport: [DOMAIN, PORTS, '^src/exchange/venue/'],
    importsComment:
      'A price source feeds the venue. Recorded files come through a port that src/adapters/recorded implements; ' +
      'requests and answers belong to src/exchange/tradier-api.',
    packages: {
      npm: [],
      comment:
        'A price source reads through a port: put the file or the package behind src/adapters/recorded.',
    },
  },
  {
    name: 'exchange-tradier-api',
    path: '^src/exchange/tradier-api/',
    mayImport: [DOMAIN, PORTS, EXCHANGE],
    importsComment:
      'The face speaks the Tradier API for the venue and knows nothing of the engine or of our adapter for Tradier: the ' +
      'two must be able to disagree. Matching and settlement belong to src/exchange/venue.',
    packages: {
      npm: ['hono', 'zod', 'ws', 'fast-xml-parser', 'fast-xml-builder', 'xmlbuilder2'],
      comment:
        'The face uses hono, zod, ws and an XML builder only, and nothing of Node: it also runs in process, without a ' +
        'socket. Listening on a socket belongs to src/app.',
    },
  },
  {
    name: 'adapter-venue',
    path: '^src/adapters/venue/',
    mayImport: [DOMAIN, PORTS, EXCHANGE],
    importsComment:
      'The adapter of the built-in venue knows the exchange, the domain and the ports. What a second adapter needs as ' +
      'well belongs to src/domain or behind a port; src/app joins the two.',
    packages: 'any',
  },
  {
    name: 'adapter',
    path: '^src/adapters/([^/]+)/',
    pathNot: '^src/adapters/venue/',
    mayImport: ['^src/adapters/$1/', DOMAIN, PORTS],
    importsComment:
      'An adapter is one outside thing: it knows the domain, the ports and itself. What two adapters share belongs to ' +
      'src/domain or behind a port; src/app joins them; a decision belongs to src/engine.',
    packages: 'any',
  },
  {
    name: 'contract',
    path: CONTRACT,
    mayImport: [DOMAIN],
    importsComment:
      'The contract is the schemas of the messages, which the screens read too. What answers a message belongs to ' +
      'src/service, the translation to the door.',
    packages: {
      npm: ['zod'],
      comment:
        'The contract uses zod only, as it runs in the browser too. Put the rest into the door (src/http, src/mcp) that needs it.',
    },
  },
  door('http'),
  door('mcp'),
  door('cli'),
  {
    name: 'app',
    path: '^src/app/',
    mayImport: ['^src/'],
    importsComment:
      'The app joins what is in src and nothing of the screens, which are built apart: what both need goes to src/contract.',
    packages: 'any',
  },
  {
    name: 'web',
    path: '^web/',
    mayImport: [CONTRACT, DOMAIN, '^src/http/app\\.ts$'],
    importsComment:
      'The screens know the messages, the domain and the type of the HTTP app. What they need besides is asked for over ' +
      'HTTP: add a message to src/contract and answer it in src/service.',
    packages: {
      npm: 'any',
      comment:
        'The screens run in a browser, which has nothing of Node. Put this code behind a request to src/http.',
    },
  },
]
