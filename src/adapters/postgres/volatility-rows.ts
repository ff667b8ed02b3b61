import type { VolatilityRecord, VolatilityStore } from '../../ports/store/volatility-store.ts'
import { columnsOf, insertInto, inputValues, setExcluded } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<VolatilityRecord>({
  underlying: ['text', ({ underlying }) => underlying],
  day: ['date', ({ day }) => day],
  volatility: ['double precision', ({ volatility }) => volatility],
  source: ['text', ({ source }) => source],
  quality: ['text', ({ quality }) => quality],
  recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt],
})

const PUT = `${insertInto('implied_volatilities', COLUMNS)}
  on conflict (username, underlying, day) do update set ${setExcluded(COLUMNS, ['underlying', 'day'])}`

const WINDOW = `select underlying, day, volatility, source, quality, recorded_at as "recordedAt"
  from implied_volatilities where underlying = $1 and day between $2 and $3 order by day`

/** The past of implied volatility as the user's engines wrote it down. */
export function postgresVolatilities(session: Session): VolatilityStore {
  return {
    async putVolatility(record) {
      await session.write(PUT, inputValues(COLUMNS, [record]))
    },
    volatilities: (underlying, from, to) => session.rows<VolatilityRecord>(WINDOW, [underlying, from, to]),
  }
}
