import type { RoomRule } from './room-rule.ts'
import { packagePath, TEST_FILE } from './room-rule.ts'

/** Rules that hold in every room. */
export const HOUSE_RULES: readonly RoomRule[] = [
  {
    name: 'no-cycles',
    comment:
      'Modules that import each other can only be understood and tested together. Move what both need into a third ' +
      'module that knows neither.',
    forbidden: [{ from: {}, to: { circular: true } }],
  },
  {
    name: 'resolvable',
    comment:
      'What resolves to nothing cannot be judged. Import a file of the project with its .ts ending, or add the ' +
      'package to package.json with an exact version.',
    forbidden: [{ from: {}, to: { couldNotResolve: true } }],
  },
  {
    name: 'production-knows-no-workshop',
    comment:
      'Tests, benchmarks and tools may import the product, never the other way round. Move what the product needs into ' +
      'its room; only a test file may use test/support and test/fixtures.',
    forbidden: [
      { from: { path: '^(src|web)/', pathNot: TEST_FILE }, to: { path: '^(test|bench|tools|bin)/' } },
      {
        from: { path: `^(src|web)/.*${TEST_FILE}` },
        to: { path: '^(test|bench|tools|bin)/', pathNot: '^test/(support|fixtures)/' },
      },
    ],
  },
  {
    name: 'tests-are-not-imported',
    comment: 'A test file is the end of the line. Move what two tests share to test/support.',
    forbidden: [{ from: {}, to: { path: TEST_FILE } }],
  },
  {
    name: 'packages-are-dependencies',
    comment:
      'What runs in production is listed under dependencies of package.json, with an exact version; a development ' +
      'package is not there on the server. Types alone may come from one.',
    forbidden: [
      {
        from: { path: '^src/', pathNot: TEST_FILE },
        to: {
          dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
          dependencyTypesNot: ['type-only'],
          // npm-optional counts the Node runtimes, which nobody imports; types of Node itself are types.
          pathNot: packagePath('@types/node'),
        },
      },
    ],
  },
  {
    name: 'screens-know-no-samples',
    comment:
      'The mock-ups show made-up accounts; one of their figures on a real screen would be a lie about money. Read through ' +
      'web/api instead; only web/mockups may import from itself.',
    forbidden: [{ from: { path: '^(src|web)/', pathNot: '^web/mockups/' }, to: { path: '^web/mockups/' } }],
  },
  {
    name: 'web-takes-http-types-only',
    comment:
      'The screens take the type of the HTTP app with `import type`; a value would carry the whole server into the ' +
      'browser. Put shared values into src/contract.',
    forbidden: [
      { from: { path: '^web/' }, to: { path: '^src/http/app\\.ts$', dependencyTypesNot: ['type-only'] } },
    ],
  },
]
