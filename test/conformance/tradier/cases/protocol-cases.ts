import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, many, orderOf, place, read, send } from '../tradier-client.ts'

const control = ['control'] as const
const ANY = 'any'
const CLOCK = '/markets/clock'

/** What HTTP itself asks for: methods, slashes, bodies, names given again. */
export const PROTOCOL_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    190,
    'HEAD is GET without its body',
    { endpoint: ANY, source: '1.2', needs: control },
    async (target) => {
      const answer = await send(target, 'HEAD', CLOCK)
      expect([answer.status, answer.text]).toEqual([200, ''])
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(answer.headers.get('x-ratelimit-used')).toBe('1')
    },
  ),
  conformanceCase(
    191,
    'OPTIONS tells the methods, to anybody, and is not counted',
    { endpoint: ANY, source: '1.2', needs: control },
    async (target) => {
      const answer = await send(target, 'OPTIONS', '/accounts/VA00000042/orders/1', { token: null })
      expect(answer.status).toBe(204)
      expect(answer.headers.get('allow')).toBe('GET, PUT, DELETE, HEAD, OPTIONS')
      expect((await send(target, 'GET', CLOCK)).headers.get('x-ratelimit-used')).toBe('1')
    },
  ),
  conformanceCase(
    192,
    'a method that a path has not is 405 and tells those that it has; the paths of the new documents are not there',
    { endpoint: ANY, source: '1.1', needs: control },
    async (target) => {
      const answer = await send(target, 'PATCH', CLOCK)
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
      const path = `/accounts/${target.account}/orders/oto`
      expect((await send(target, 'POST', path, { form: FAR_BUY })).status).toBe(405)
      expect((await send(target, 'GET', '/no/such/thing', { token: null })).status).toBe(401)
    },
  ),
  conformanceCase(
    193,
    'a slash at the end is overlooked',
    { endpoint: ANY, source: '1.1' },
    async (target) => {
      expect(at(await read(target, '/user/profile/'), 'profile.id')).toBeTypeOf('string')
    },
  ),
  conformanceCase(
    194,
    'symbols in lower case, with blanks, given twice, and in a name given again',
    { endpoint: 'POST /markets/quotes', source: '4.1, quirk 14', needs: control },
    async (target) => {
      const symbols = async (form: string) =>
        many(at((await send(target, 'POST', '/markets/quotes', { form })).json, 'quotes.quote')).map(
          (quote) => at(quote, 'symbol'),
        )
      expect(await symbols('symbols=spy, ko ,SPY,')).toEqual(['SPY', 'KO'])
      expect(await symbols('symbols=SPY&symbols=KO')).toEqual(['SPY', 'KO'])
      expect(await symbols('symbols=spy260925c00650000')).toEqual(['SPY260925C00650000'])
    },
  ),
  conformanceCase(
    195,
    'a form without its content type is read, JSON is not',
    { endpoint: 'POST /accounts/{id}/orders', source: '1.2', needs: control },
    async (target) => {
      const form = new URLSearchParams({ ...FAR_BUY, quantity: '3' }).toString()
      const id = await place(target, form, { type: 'text/plain' })
      expect(at(await orderOf(target, id), 'quantity')).toBe(3)
      const json = await send(target, 'POST', `/accounts/${target.account}/orders`, {
        form: JSON.stringify(FAR_BUY),
        type: 'application/json',
      })
      expect([json.status, json.text]).toEqual([400, 'Invalid parameter, class: is not valid.'])
    },
  ),
  conformanceCase(
    196,
    'a body longer than any request is refused',
    { endpoint: 'POST /markets/quotes', source: '1.4', needs: control },
    async (target) => {
      const form = `symbols=${'SPY,'.repeat(300_000)}`
      const answer = await send(target, 'POST', '/markets/quotes', { form }).catch(() => null)
      // Over a socket the answer may come while the client still sends, which some clients take for a reset.
      if (answer !== null) expect(answer.status).toBe(413)
      expect((await send(target, 'GET', CLOCK)).status).toBe(200)
    },
  ),
  conformanceCase(
    197,
    'JSON among other types is JSON, every other wish is XML',
    { endpoint: ANY, source: '1.2', needs: control },
    async (target) => {
      const typeOf = async (accept: string) =>
        (await send(target, 'GET', CLOCK, { accept })).headers.get('content-type')
      expect(await typeOf('application/json, text/plain, */*')).toContain('application/json')
      expect(await typeOf('Application/JSON;q=0.9')).toContain('application/json')
      expect(await typeOf('application/xml')).toContain('application/xml')
      expect(await typeOf('text/html')).toContain('application/xml')
    },
  ),
  conformanceCase(
    198,
    'a client that reads gzip is answered in a form that it reads',
    { endpoint: ANY, source: '1.2' },
    async (target) => {
      const headers = {
        Accept: 'application/json',
        Authorization: `Bearer ${target.token}`,
        'Accept-Encoding': 'gzip, deflate',
      }
      const answer = await target.fetch(new Request(target.baseUrl + CLOCK, { headers }))
      expect(await answer.json()).toHaveProperty('clock.state')
    },
  ),
  conformanceCase(
    199,
    "the Date header is the market's time, as is the end of a rate window",
    { endpoint: ANY, source: '1.3', needs: control },
    async (target) => {
      const { headers } = await send(target, 'GET', CLOCK)
      expect(Date.parse(headers.get('date') ?? '')).toBe(controlOf(target).market.now)
      expect(Number(headers.get('x-ratelimit-expiry'))).toBe(controlOf(target).market.now + 60_000)
    },
  ),
]
