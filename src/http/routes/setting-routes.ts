import { createRoute } from '@hono/zod-openapi'
import { SETTINGS_BODY, SETTINGS_PAGE } from '../../contract/api/setting-messages.ts'
import { ACCOUNT_QUERY } from '../../contract/api/wire-values.ts'
import { putSettings, readSettingsPage, type SettingsPage } from '../../service/engine/put-settings.ts'
import type { ApiContext } from '../api-env.ts'
import { identityOf, mayTrade } from '../needs.ts'
import { commandAccount, type Desk, listAccount } from '../on-account.ts'
import type { ProblemAnswer } from '../problem.ts'
import { answers, apiPart, jsonBody, KEY_HEADER, READS, TRADES } from '../route-parts.ts'

const GET_SETTINGS = createRoute({
  method: 'get',
  path: '/settings',
  tags: ['settings'],
  summary: 'Every setting with its value, range and meaning.',
  ...READS,
  request: { query: ACCOUNT_QUERY },
  responses: answers(SETTINGS_PAGE),
})

const PUT_SETTINGS = createRoute({
  method: 'put',
  path: '/settings',
  tags: ['settings'],
  summary: 'Writes some settings, all or none; the engine takes them up with its next cycle.',
  ...TRADES,
  request: { query: ACCOUNT_QUERY, headers: KEY_HEADER, body: jsonBody(SETTINGS_BODY) },
  responses: answers(SETTINGS_PAGE),
})

function pageWire({ version, settings }: SettingsPage) {
  return { version, settings: [...settings] }
}

/** What holds for all accounts holds for those of money, open or not: null when whoever asks may trade each of them. */
async function mayRuleEverywhere(c: ApiContext, { deps }: Desk): Promise<ProblemAnswer | null> {
  const accounts = await deps.store.transact(identityOf(c).username, (tx) => tx.accounts())
  return mayTrade(c, accounts.some(({ key }) => key.environment === 'live') ? 'LIVE' : 'PAPER')
}

/** The settings of the user and of each account. */
export function settingRoutes(desk: Desk) {
  return apiPart()
    .openapi(GET_SETTINGS, (c) =>
      listAccount(c, desk, async (view) => pageWire(await readSettingsPage(view))),
    )
    .openapi(PUT_SETTINGS, async (c) => {
      const body = c.req.valid('json')
      const forbidden = body.everywhere ? await mayRuleEverywhere(c, desk) : null
      if (forbidden !== null) return forbidden
      return commandAccount(c, desk, {
        body,
        run: ({ view }) => putSettings(view, body),
        show: pageWire,
        state: async ({ view }) => pageWire(await readSettingsPage(view)),
      })
    })
}
