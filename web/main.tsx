import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { UNCONNECTED } from './api/unconnected-source.ts'
import { HistoryPage, OpenPage, PerformancePage } from './pages/portfolio-pages.tsx'
import type { TradeActions } from './pages/trade-actions.ts'
import './ui/tokens.css'

const source = UNCONNECTED

// Without a server there is nothing to act on, and no trade on the screen whose button could be pressed.
const actions: TradeActions = {
  close: () => undefined,
  adjust: () => undefined,
  acknowledge: () => undefined,
}

const root = createRootRoute({ component: Outlet })
const at = (path: string, component: () => ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component })

const router = createRouter({
  routeTree: root.addChildren([
    at('/', () => <OpenPage source={source} actions={actions} />),
    at('/history', () => <HistoryPage source={source} />),
    at('/performance', () => <PerformancePage source={source} />),
  ]),
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
