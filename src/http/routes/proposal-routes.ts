import { createRoute } from '@hono/zod-openapi'
import { APPROVED, PROPOSALS, REJECTED } from '../../contract/api/record-messages.ts'
import { EMPTY_BODY } from '../../contract/api/risk-messages.ts'
import { ACCOUNT_QUERY, COUNT, ID_PATH } from '../../contract/api/wire-values.ts'
import { listProposals } from '../../service/engine/list-records.ts'
import { rejectProposal } from '../../service/engine/reject-proposal.ts'
import { listSettings } from '../../service/engine/view-settings.ts'
import { commandAccount, type Desk, listAccount } from '../on-account.ts'
import { answers, apiPart, jsonBody, KEY_HEADER, READS, TRADES } from '../route-parts.ts'
import { proposalWire } from '../wire/record-wire.ts'

const TAGS = ['proposals']
const TOLD = { query: ACCOUNT_QUERY, params: ID_PATH, headers: KEY_HEADER, body: jsonBody(EMPTY_BODY) }

const LIST = createRoute({
  method: 'get',
  path: '/proposals',
  tags: TAGS,
  summary: 'The newest proposals, with how each rule judged them.',
  ...READS,
  request: { query: ACCOUNT_QUERY.extend({ count: COUNT }) },
  responses: answers(PROPOSALS),
})

const APPROVE = createRoute({
  method: 'post',
  path: '/proposals/{id}/approve',
  tags: TAGS,
  summary: 'Enters one proposal now, through every gate that the engine has.',
  ...TRADES,
  request: TOLD,
  responses: answers(APPROVED),
})

const REJECT = createRoute({
  method: 'post',
  path: '/proposals/{id}/reject',
  tags: TAGS,
  summary: 'Takes a proposal out.',
  ...TRADES,
  request: TOLD,
  responses: answers(REJECTED),
})

/** What the rules propose, and a person's word on it. */
export function proposalRoutes(desk: Desk) {
  return apiPart()
    .openapi(LIST, (c) =>
      listAccount(c, desk, async (view) => {
        const setting = await listSettings(view, 'entry.approval')
        const proposals = await listProposals(view, c.req.valid('query').count)
        const approval = setting.ok && setting.value[0]?.value === 'yes'
        return { approval, proposals: proposals.map(proposalWire) }
      }),
    )
    .openapi(APPROVE, (c) => {
      const { id } = c.req.valid('param')
      return commandAccount(c, desk, {
        body: c.req.valid('json'),
        run: (account) => account.approve(id),
        show: (entered) => ({ ...entered }),
      })
    })
    .openapi(REJECT, (c) => {
      const { id } = c.req.valid('param')
      return commandAccount(c, desk, {
        body: c.req.valid('json'),
        run: ({ view }) => rejectProposal(view, id),
        show: (rejected) => ({ ...rejected }),
      })
    })
}
