import type { EngineAnswers } from '../../cli/engine-door.ts'
import type { EngineAsk } from '../../contract/engine-request.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { accountName } from '../../ports/store/account-store.ts'
import { switchLiveOff } from '../../service/accounts/switch-live.ts'
import type { OpenedHost } from '../host/assemble-host.ts'
import type { OpenedProcess } from '../host/open-host.ts'
import { answerPeople, isPeopleRequest } from '../people/answer-people.ts'
import type { PeopleRequest } from '../../contract/people-request.ts'
import { type AccountCore, LOCAL_USER } from './account-core.ts'
import { type AccountRequest, answerRequest, isAccountRequest } from './answer-request.ts'
import type { EngineCall } from './control-server.ts'

type Answer = Result<EngineAnswers[EngineAsk]>

/** Answers what is asked of the running process, as the user whose data folder it is. */
export async function answerHost({ request, account }: EngineCall, opened: OpenedProcess): Promise<Answer> {
  if (request.ask === 'backup') return opened.backup(request.to)
  if (isAccountRequest(request)) return answerAccounts(request, opened)
  if (isPeopleRequest(request)) return askSignIn(request, opened)
  const core = coreOf(account, opened)
  return core.ok ? answerRequest(request, core.value) : core
}

async function askSignIn(request: PeopleRequest, { people }: OpenedHost): Promise<Answer> {
  if (people.signIn !== undefined) return answerPeople(request, people.signIn, true)
  return refuse('people_must_be_let_in', 'Nobody signs in to this process.')
}

function coreOf(account: string | null, { host, core }: OpenedHost): Result<AccountCore> {
  const wanted = host.coreOf(LOCAL_USER, account ?? core.view.account)
  if (wanted !== null) return ok(wanted)
  return refuse(
    'account_must_be_open',
    `The account ${account ?? core.view.account} is not open here; legwork account list names those that are.`,
  )
}

async function answerAccounts(request: AccountRequest, { host, people, store }: OpenedHost): Promise<Answer> {
  switch (request.ask) {
    case 'account_list':
      return ok(await host.standings(LOCAL_USER))
    case 'account_open': {
      const opened = await host.open(LOCAL_USER, request)
      return opened.ok ? standingOf(host, opened.value.view.account) : opened
    }
    case 'account_close': {
      const closed = await host.close(LOCAL_USER, request.account)
      return closed.ok ? standingOf(host, request.account) : closed
    }
    case 'account_token': {
      const { environment, accountId, token } = request
      const key = { environment, accountId }
      const stored = await people.vault.put(LOCAL_USER, key, token)
      if (!stored.ok) return stored
      const account = accountName(key)
      await host.reopen(LOCAL_USER, account)
      return ok({ account })
    }
    case 'account_live_off': {
      await switchLiveOff({ work: store }, LOCAL_USER, request.account)
      await host.close(LOCAL_USER, request.account)
      return standingOf(host, request.account)
    }
  }
}

async function standingOf(host: OpenedHost['host'], account: string): Promise<Answer> {
  const standing = (await host.standings(LOCAL_USER)).find((one) => one.account === account)
  if (standing !== undefined) return ok(standing)
  return refuse('account_must_be_known', `There is no account ${account}.`)
}
