import type { EngineEvent } from '../../cli/engine-door.ts'
import type { EventFeed, FeedEvent } from '../../service/events/event-feed.ts'

/** What an event of an account is in its user's feed; null for what the feed does not carry: findings of the rules stand in the proposals. */
export function feedEventOf(account: string, event: EngineEvent): Omit<FeedEvent, 'id'> | null {
  switch (event.kind) {
    case 'rules':
      return null
    case 'trade': {
      const { at, trade, change } = event
      return { at, kind: 'trade', account, data: { trade, change } }
    }
    case 'account':
      return { at: event.at, kind: 'account', account, data: event.standing }
    case 'alert': {
      const { at, severity, title, body } = event
      return { at, kind: 'alert', account, data: { severity, title, body } }
    }
    case 'trouble':
      return { at: event.at, kind: 'staleness', account, data: { message: event.message } }
  }
}

/** Tells the feed of an account's user what the account did. */
export function tellFeed(feed: EventFeed, username: string, account: string, event: EngineEvent): void {
  const told = feedEventOf(account, event)
  if (told !== null) feed.tell(username, told)
}
