/** Answers of the door of sign-in: JSON that nobody keeps. */
const HEADERS = { 'cache-control': 'no-store' }

/** Something that went well. */
export function answer(value: unknown, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...HEADERS, 'content-type': 'application/json' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(JSON.stringify(value), { status: 200, headers })
}

/** Something that did not: RFC 9457, as every door of ours says it. Nothing that was sent is repeated. */
export function problemAnswer(
  status: number,
  code: string,
  detail: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(
    JSON.stringify({
      type: `urn:legwork:problem:${code}`,
      title: code.replaceAll('_', ' '),
      status,
      code,
      detail,
    }),
    { status, headers: { ...HEADERS, 'content-type': 'application/problem+json', ...more } },
  )
}

/** Too many tries; when to come again. */
export function tooMany(waitMs: number): Response {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return problemAnswer(429, 'attempts_must_be_fewer', `Too many attempts; try again in ${seconds} s.`, {
    'retry-after': String(seconds),
  })
}
