import { describe, expect, test } from 'vitest'
import { readXml, type XmlElement } from '../../support/read-xml.ts'
import { controlOf, inProcessTarget } from './conformance-target.ts'
import type { Json } from './json.ts'
import { FAR_BUY, place, send } from './tradier-client.ts'

const CHAIN = '/markets/options/chains?symbol=SPX&expiration=2026-10-16'
const PATHS = [
  ...[
    '/user/profile',
    '/user/balances',
    '/user/positions',
    '/user/orders',
    '/user/gainloss',
    '/user/history',
  ],
  ...[
    'balances',
    'positions',
    'position-groups',
    'orders',
    'orders?includeTags=true',
    'gainloss',
    'history',
  ].map((name) => `/accounts/ACCOUNT/${name}`),
  '/accounts/ACCOUNT/historical-balances?period=WEEK',
  '/markets/quotes?symbols=SPY',
  '/markets/quotes?symbols=SPY,SPX,KO,NOPE,A%26B%3C%01',
  '/markets/quotes?symbols=NOPE',
  `${CHAIN}&greeks=true`,
  '/markets/options/chains?symbol=SPX&expiration=2026-10-17',
  '/markets/options/strikes?symbol=SPY&expiration=2026-10-16',
  '/markets/options/expirations?symbol=SPY',
  '/markets/options/expirations?symbol=SPY&strikes=true&contractSize=true&expirationType=true',
  '/markets/options/lookup?underlying=SPX',
  '/markets/history?symbol=SPY&start=2026-09-01',
  '/markets/history?symbol=SPY&start=2026-09-19&end=2026-09-20',
  '/markets/timesales?symbol=SPY&interval=5min',
  '/markets/clock',
  '/markets/calendar',
  '/markets/search?q=a&indexes=true',
  '/markets/etb',
]

/** The tree of a JSON answer in the form in which XML has it: lists are their element again and again. */
function elementsOf(name: string, json: Json): XmlElement[] {
  if (Array.isArray(json)) return json.flatMap((one) => elementsOf(name, one))
  if (json === null || json === undefined) return [{ name, text: '', children: [] }]
  if (typeof json !== 'object') return [{ name, text: String(json), children: [] }]
  const children = Object.entries(json).flatMap(([key, value]) => elementsOf(key, value))
  return [{ name, text: '', children }]
}

/** Floats print a point in both formats, but JSON forgets it when it is read. */
function plain({ name, text, children }: XmlElement): XmlElement {
  return {
    name,
    text: text.replace(/^(-?\d+)\.0$/, '$1').replaceAll('\u0001', '\ufffd'),
    children: children.map(plain),
  }
}

async function tradedTarget() {
  const target = inProcessTarget()
  const { account } = target
  await place(target, { ...FAR_BUY, type: 'market', quantity: 10, tag: 'xml-1' })
  await send(target, 'GET', `/accounts/${account}/orders`)
  await place(target, { ...FAR_BUY, side: 'sell', type: 'market', quantity: 4 })
  await send(target, 'GET', `/accounts/${account}/orders`)
  controlOf(target).advance(86_400_000)
  await place(target, { ...FAR_BUY, type: 'market', symbol: 'KO' })
  await place(target)
  return target
}

describe('XML, the default, says the same as JSON', () => {
  for (const path of PATHS) {
    test(path, async () => {
      const target = await tradedTarget()
      const asked = path.replace('ACCOUNT', target.account)
      const json = await send(target, 'GET', asked)
      const xml = await send(target, 'GET', asked, { accept: null })
      expect([json.status, xml.status]).toEqual([200, 200])
      const roots = elementsOf('response', json.json)[0]!.children
      const expected = roots.length === 1 ? roots[0]! : { name: 'response', text: '', children: roots }
      const unwrapped = readXml(xml.text)
      const got = unwrapped.name === 'response' && roots.length === 1 ? unwrapped.children[0]! : unwrapped
      expect(plain(got)).toEqual(plain(expected))
    })
  }

  test('an order that is placed, and one that is refused', async () => {
    const target = inProcessTarget()
    const path = `/accounts/${target.account}/orders`
    const placed = await send(target, 'POST', path, { form: FAR_BUY, accept: null })
    expect(readXml(placed.text).children.map(({ name }) => name)).toEqual(['id', 'status', 'partner_id'])
    const refused = await send(target, 'POST', path, { form: { ...FAR_BUY, symbol: '<&"' }, accept: null })
    expect(readXml(refused.text).children).toEqual([
      { name: 'error', text: 'Undefined symbol: <&"', children: [] },
    ])
  })

  test('the reader refuses what is not well-formed', () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>'
    for (const broken of [
      '<a><b></a></b>',
      '<a>&</a>',
      '<a/><b/>',
      '<a>\u0001</a>',
      '<a',
      '',
      '<a>x<b/></a>',
    ]) {
      expect(() => readXml(head + broken), broken).toThrow()
    }
    expect(() => readXml('<a/>')).toThrow()
  })
})
