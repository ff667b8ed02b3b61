import type { Instant } from '../../domain/calendar/instant.ts'
import type { AccountChoice, AccountChoiceStore } from '../../ports/store/account-choice-store.ts'
import type { Session } from './session.ts'

const COLUMNS =
  'select account, runs, live_at as "liveAt", live_proved_at as "liveProvedAt" from account_choices'
const ALL = `${COLUMNS} order by account`
const ONE = `${COLUMNS} where account = $1`

const PUT = `insert into account_choices (account, runs, live_at, live_proved_at) values ($1, $2, $3, $4)
  on conflict (username, account) do update
  set runs = excluded.runs, live_at = excluded.live_at, live_proved_at = excluded.live_proved_at`

interface Row {
  readonly account: string
  readonly runs: boolean
  readonly liveAt: Instant | null
  readonly liveProvedAt: Instant | null
}

function choiceOf({ account, runs, liveAt, liveProvedAt }: Row): AccountChoice {
  const live = liveAt === null || liveProvedAt === null ? null : { at: liveAt, provedAt: liveProvedAt }
  return { account, runs, live }
}

/** What the user has decided about their accounts. */
export function postgresAccountChoices(session: Session): AccountChoiceStore {
  return {
    async accountChoices() {
      return (await session.rows<Row>(ALL)).map(choiceOf)
    },
    async accountChoice(account) {
      const row = await session.row<Row>(ONE, [account])
      return row === null ? null : choiceOf(row)
    },
    async putAccountChoice({ account, runs, live }) {
      const values = [account, runs, live && new Date(live.at), live && new Date(live.provedAt)]
      await session.write(PUT, values)
    },
  }
}
