/** Where the test runner leaves its report in CI, from the project's root. */
export const TEST_REPORT = '.cache/tests.json'
