import { instant } from '../../domain/calendar/instant.ts'
import { instantOf, newYorkTimeOf } from '../../domain/calendar/new-york-time.ts'
import { formatTimeOfDay } from '../../domain/calendar/time-of-day.ts'
import { describeDay } from '../../domain/option/describe-contract.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { type ChainDay, chainDays, describeDays, playsUntil } from '../../exchange/market/recorded-days.ts'
import { createRecordedMarket } from '../../exchange/market/recorded-market.ts'
import { createSnapshotMarket } from '../../exchange/market/snapshot-market.ts'
import { checkSnapshot } from '../../exchange/market/snapshot-start.ts'
import type { MarketTime } from '../../exchange/venue/venue-types.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'
import { hashOfFiles } from './file-hash.ts'
import type { OpenedMarket, OpeningTerms } from './opened-market.ts'
import { openInstant } from './opening-time.ts'
import { readChains } from './recorded-files.ts'

interface ReadChain {
  readonly chain: RecordedChain
  readonly days: readonly ChainDay[]
  /** The day that was asked for; null when none was. */
  readonly day: ChainDay | null
}

async function readDays(
  files: readonly string[],
  { calendar, day }: OpeningTerms,
): Promise<Result<ReadChain>> {
  const read = await readChains(files)
  if (!read.ok) return read
  const days = chainDays(read.value, calendar)
  const found = day === null ? null : days.find((one) => one.day === day)
  if (found !== undefined) return ok({ chain: read.value, days, day: found })
  return refuse(
    'date_must_be_recorded',
    `Nothing was recorded on ${day}; the recording has ${describeDays(days.map((one) => one.day))}.`,
  )
}

/** The instant of a recorded day that was asked for; none before the first one of the day. */
function instantOn(day: ChainDay, usual: MarketTime, { time, start }: OpeningTerms): Result<MarketTime> {
  if (start !== null) return ok(start)
  if (time === null) return ok(usual)
  const at = instantOf(day.day, time)
  if (at >= day.begins) return ok(at)
  const first = formatTimeOfDay(newYorkTimeOf(instant(day.begins)).time)
  return refuse(
    'time_must_be_recorded',
    `On ${day.day} not everything is recorded before ${first}; give that --time or a later one.`,
  )
}

/**
 * Opens the market of recorded chains: what was quoted, when it was.
 *
 * Refuses: `recording_must_have_rows`, `date_must_be_recorded`, `time_must_be_recorded`, and what reading refuses.
 */
export async function openChain(
  files: readonly string[],
  terms: OpeningTerms,
): Promise<Result<OpenedMarket>> {
  const { calendar, alwaysOpen } = terms
  const read = await readDays(files, terms)
  if (!read.ok) return read
  const { chain, days, day } = read.value
  const first = day ?? days[0]!
  const begins = instantOn(first, first.begins, terms)
  if (!begins.ok) return begins
  const last = days.at(-1)!
  const endsAt = playsUntil(calendar, last.day, last.ends)
  const start = Math.min(openInstant(calendar, begins.value, alwaysOpen), endsAt)
  return ok({
    market: createRecordedMarket({ chain, calendar, start }),
    start,
    endsAt,
    isWallTime: false,
    source: `recorded ${await hashOfFiles(files)}`,
    description: `A recorded market of ${describeDays(days.map(({ day }) => day))}`,
    notes: [
      'Sizes of quotes and prices between recorded instants were not recorded: what was quoted last stands, with its age.',
    ],
  })
}

/**
 * Opens a market that begins at a recorded chain and goes its own way.
 *
 * Refuses as `openChain`, and `snapshot_must_have_a_smile`.
 */
export async function openSnapshot(
  files: readonly string[],
  terms: OpeningTerms,
): Promise<Result<OpenedMarket>> {
  const { calendar, seed, alwaysOpen } = terms
  const read = await readDays(files, terms)
  if (!read.ok) return read
  const { chain, days, day } = read.value
  const from = day ?? days.at(-1)!
  const start = instantOn(from, from.ends, terms)
  if (!start.ok) return start
  const usable = checkSnapshot(chain, calendar, start.value)
  if (!usable.ok) return usable
  const market = createSnapshotMarket({ chain, seed, calendar, start: start.value })
  const present = openInstant(calendar, market.now, alwaysOpen)
  if (present > market.now) market.advanceTo(present)
  return ok({
    market,
    start: start.value,
    endsAt: null,
    isWallTime: false,
    source: `snapshot ${await hashOfFiles(files)}`,
    description: `A market that goes on from ${describeDay(from.day)} as recorded, seed ${seed}`,
    notes: ['After the recorded instant its prices are invented, and so is its history before.'],
  })
}
