import { expect, test } from 'vitest'
import { DEFAULT_VENUE_SWITCHES } from '../../../src/app/exchange/venue-switches.ts'
import { DEFAULT_SWITCHES } from '../../../src/exchange/tradier-api/switches.ts'
import { CONFORMANCE_LIST } from './conformance-list.ts'
import { FACT_LIST } from './fact-list.ts'

// What the risk desk does is no matter of the API.
const OF_THE_API = Object.keys(DEFAULT_VENUE_SWITCHES).filter((name) => name !== 'riskDesk')
const SWITCHES = [...Object.keys(DEFAULT_SWITCHES), ...OF_THE_API]
const CITED = new Set(FACT_LIST.flatMap(([, , { cases }]) => cases ?? []))
const NUMBERS = CONFORMANCE_LIST.map(({ id }) => Number(id.slice(2)))

test('every fact is proved by cases that there are, by a switch, or says why not', () => {
  for (const [section, fact, { cases = [], switches = [], none }] of FACT_LIST) {
    const missing = cases.filter((number) => !NUMBERS.includes(number))
    expect(missing, `${section} ${fact}`).toEqual([])
    expect(
      switches.filter((name) => !SWITCHES.includes(name)),
      `${section} ${fact}`,
    ).toEqual([])
    expect(cases.length + switches.length + (none ?? '').length, `${section} ${fact}`).toBeGreaterThan(0)
  }
})

test('every case and every switch proves a fact', () => {
  expect(NUMBERS.filter((number) => !CITED.has(number))).toEqual([])
  const named = new Set(FACT_LIST.flatMap(([, , { switches }]) => switches ?? []))
  expect(SWITCHES.filter((name) => !named.has(name))).toEqual([])
})

test('every section of the sheet has its facts', () => {
  const sections = new Set(FACT_LIST.map(([section]) => section.split(' ')[0]))
  for (const section of [
    '1.1',
    '1.2',
    '1.3',
    '1.4',
    '1.4.1',
    '2.1',
    '2.2',
    '2.3',
    '2.4',
    '2.5',
    '2.6',
    '2.7',
  ])
    expect(sections).toContain(section)
  for (const section of [
    '3.1',
    '3.2',
    '3.3',
    '3.4',
    '3.5',
    '3.6',
    '3.7',
    '3.7.1',
    '3.7.2',
    '3.7.3',
    '3.7.4',
    '3.8',
  ])
    expect(sections).toContain(section)
  for (const section of [
    '4.1',
    '4.2',
    '4.3',
    '4.4',
    '4.5',
    '4.6',
    ...Array.from({ length: 22 }, (_, i) => `5.${i + 1}`),
  ])
    expect(sections).toContain(section)
})
