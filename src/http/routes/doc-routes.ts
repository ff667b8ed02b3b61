import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Hono } from 'hono'
import type { ApiEnv } from '../api-env.ts'

const PACKAGE = createRequire(import.meta.url)

/** The files of the page, which come from the package and from nowhere else. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

/** Scripts are files of ours, never in the page; the page's own icons are data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Legwork API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/begin.js"></script>
</body>
</html>
`

const BEGIN = `SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
})
`

/** The description of the API as a page, from files of this machine alone. */
export function docRoutes() {
  const files = new Map<string, Promise<Buffer>>()
  const fileOf = (name: string): Promise<Buffer> => {
    const known = files.get(name) ?? readFile(PACKAGE.resolve(`swagger-ui-dist/${name}`))
    files.set(name, known)
    return known
  }
  const routes = new Hono<ApiEnv>()
    .get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }))
    .get('/docs/begin.js', (c) => c.body(BEGIN, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  for (const [name, type] of Object.entries(ASSETS)) {
    routes.get(`/docs/${name}`, async (c) =>
      c.body(new Uint8Array(await fileOf(name)), 200, {
        'content-type': type,
        'cache-control': 'max-age=3600',
      }),
    )
  }
  return routes
}
