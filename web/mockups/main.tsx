import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { MOCKUPS } from './catalogue.ts'
import '../ui/tokens.css'

function Catalogue() {
  return (
    <main className="mx-auto max-w-2xl p-6">
      <h1 className="mb-4 text-xl font-semibold">Mock-ups</h1>
      <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
        {MOCKUPS.map(({ name, title }) => (
          <li key={name}>
            <Link to={`/mockups/${name}`} className="flex min-h-11 items-center gap-3 px-4 hover:bg-raised">
              <span className="num text-muted">{name.slice(0, 2)}</span> {title}
            </Link>
          </li>
        ))}
      </ol>
    </main>
  )
}

const root = createRootRoute({ component: Outlet })
const routes = MOCKUPS.map(({ name, Page }) =>
  createRoute({ getParentRoute: () => root, path: `/mockups/${name}`, component: Page }),
)
const catalogue = createRoute({ getParentRoute: () => root, path: '/mockups/', component: Catalogue })
const router = createRouter({ routeTree: root.addChildren([catalogue, ...routes]) })

// The screenshots and the accessibility test go through these.
Object.assign(globalThis, {
  mockups: MOCKUPS.map(({ name, window = false }) => ({ name, window })),
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
