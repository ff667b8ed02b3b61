import type { EngineStatus } from '../../service/engine/read-status.ts'
import { type Paint, paintFor } from '../paint.ts'
import type { Screen } from '../shell.ts'
import { flowGroups, wrapText } from '../text-table.ts'
import { orderTable, tradeTable } from './book-tables.ts'
import { ageText, moneyText, momentText, profitText, wordsOf } from './engine-text.ts'

const LABEL_WIDTH = 10

const PHASES = {
  pre_market: 'before the open',
  open: 'open',
  after_hours: 'after hours',
  closed: 'closed',
} as const

/** How an account stands, as lines. */
export function statusLines(status: EngineStatus, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { account, mode, at, phase, live, openTrades, workingOrders } = status
  const row = (label: string, text: string | readonly string[]): string[] =>
    rowLines(paint, label, text, screen)
  return [
    ...row('account', `${account}, ${mode}`),
    ...row(
      'market',
      `${momentText(at)} New York, ${PHASES[phase]}${live === null ? '' : `. ${live.market}`}`,
    ),
    ...row('engine', engineText(status)),
    ...row('broker', brokerText(status)),
    ...row('entries', entriesText(status)),
    ...row('money', flowGroups(moneyGroups(status, screen), screen.columns - LABEL_WIDTH)),
    ...row('beats', flowGroups(beatGroups(status), screen.columns - LABEL_WIDTH)),
    ...(status.unknownOrders > 0
      ? row('UNKNOWN', `${status.unknownOrders} orders of unknown outcome are being looked for`)
      : []),
    ...status.openBreaks.flatMap(({ symbol, cause, difference, endedBy }) =>
      row(
        'break',
        `${symbol}: ${difference} that fills do not explain (${wordsOf(cause)}); ${endedBy} ends it`,
      ),
    ),
    '',
    ...tradeTable(openTrades, at, screen),
    ...(workingOrders.length === 0 ? [] : ['', ...orderTable(workingOrders, at, screen)]),
  ]
}

function rowLines(paint: Paint, label: string, text: string | readonly string[], screen: Screen): string[] {
  const lines = typeof text === 'string' ? wrapText(text, screen.columns - LABEL_WIDTH) : text
  return lines.map((line, i) => `${paint('faint', (i === 0 ? label : '').padEnd(LABEL_WIDTH))}${line}`)
}

function engineText({ live, snapshot, at }: EngineStatus): string {
  const running =
    live === null
      ? 'does not run here; npm start begins it'
      : `runs as process ${live.pid}${live.speed === null ? '' : `, ${live.speed} times as fast as the wall`}`
  if (snapshot === null) return `${running}; the account has not been read yet`
  const trouble = snapshot.trouble === null ? '' : ` (${snapshot.trouble})`
  return `${running}; last snapshot ${snapshot.state}${trouble}, ${ageText(at - snapshot.at)} old`
}

function brokerText({ live }: EngineStatus): string {
  const health = live?.health ?? null
  if (health === null) return 'not asked'
  if (health.mustReauthenticate) return 'refuses the token; renew it'
  if (health.unavailableSince !== null) return `out of service since ${momentText(health.unavailableSince)}`
  const blocked = health.blocked.length === 0 ? '' : `; not allowed: ${health.blocked.join(', ')}`
  return `answers, ${health.callsInLastMinute} calls in the last minute${blocked}`
}

function entriesText({ flags }: EngineStatus): string {
  if (flags.length === 0) return 'allowed'
  return `STOPPED by ${flags.map(({ flag, reason, untilTomorrow }) => `${flag} (${reason}${untilTomorrow ? ', today only' : ''})`).join('; ')}. Exits go on.`
}

function moneyGroups(status: EngineStatus, screen: Screen): string[] {
  const {
    equityCents,
    cashCents,
    optionBuyingPowerCents,
    unrealizedCents,
    realizedTodayCents,
    unpricedToday,
  } = status
  return [
    `equity ${moneyText(equityCents, screen)}`,
    `cash ${moneyText(cashCents, screen)}`,
    `option buying power ${moneyText(optionBuyingPowerCents, screen)}`,
    `unrealized ${profitText(unrealizedCents, screen)}`,
    `realized today ${profitText(realizedTodayCents, screen)}${unpricedToday > 0 ? ` and ${unpricedToday} unpriced` : ''}`,
  ]
}

function beatGroups({ heartbeats, at }: EngineStatus): string[] {
  if (heartbeats.length === 0) return ['none yet']
  return heartbeats.map(
    ({ name, at: last, detail }) =>
      `${wordsOf(name)} ${ageText(at - last)} ago${detail === null ? '' : ` (${detail})`}`,
  )
}
