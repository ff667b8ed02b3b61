import { describe, expect, it } from 'vitest'
import { drawPlot, type Plot } from './plot.ts'

const PUT_CREDIT: Plot = {
  from: 430,
  to: 460,
  lines: [
    {
      style: 'solid',
      letter: '*',
      at: (x) => 125 - 100 * (Math.max(0, 445 - x) - Math.max(0, 440 - x)),
    },
    { style: 'dotted', letter: '.', at: (x) => 100 - 300 / (1 + Math.exp((x - 443) / 3)) },
  ],
  marks: [
    { x: 430, name: '430', kind: 'end' },
    { x: 460, name: '460', kind: 'end' },
    { x: 443.75, name: 'breakeven 443.75', kind: 'breakeven' },
    { x: 450, name: 'spot 450', kind: 'spot' },
  ],
  label: (value) => `${value < 0 ? '-' : ''}$${Math.abs(value)}`,
}
const FRAME = { columns: 40, rows: 8, unicode: true, paint: (_: unknown, text: string) => text }

describe('drawPlot', () => {
  it('draws in Braille, with zero line, money on the left and prices below', () => {
    expect(`\n${drawPlot(PUT_CREDIT, FRAME).join('\n')}\n`).toMatchInlineSnapshot(`
      "
       $125 ┤                   ⢰⠉⠉⠉⠉⠉⠉⣉⠉⣉⠉⠭⠉⠭⠉⠭⠉⠭⠉⠭⠉
            │                  ⢠⠃⢀ ⠔ ⠉
         $0 ┤─────────────────⢀⠗─⠁───────────────────
            │              ⠤ ⢉⠎
            │    ⢀ ⣀ ⠤ ⠔ ⠉   ⡜
            │⠉ ⠉ ⠁          ⡜
            │              ⡰⠁
      -$375 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡰⠁
            └┴─────────────────┼───────▲────────────┴
             430                   spot 450       460
                       breakeven 443.75
      "
    `)
  })

  it('draws in ASCII where there is no Braille', () => {
    const lines = drawPlot(PUT_CREDIT, { ...FRAME, unicode: false })
    expect(lines.join('')).toMatch(/^[ -~]*$/)
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
       $125 +                    ********************
            |                   * .  ..  ..
         $0 +-----------------.*-.-------------------
            |             .  .*
            |..  ..  ..  .   *
            |               *
            |              *
      -$375 +**************
            ++-----------------|-------^------------+
             430                   spot 450       460
                       breakeven 443.75
      "
    `)
  })

  it('inks profit above the zero line and loss below it', () => {
    const paint = (ink: string | null, text: string) => (ink === null ? text : `{${ink[0]}:${text}}`)
    const lines = drawPlot(PUT_CREDIT, { ...FRAME, unicode: false, paint })
    expect(lines[0]).toContain('{p:*')
    expect(lines[7]).toContain('{l:*')
    expect(lines.join('')).not.toContain('{l:}')
  })

  it('shows a flat line and a line that is never below zero', () => {
    const flat = { ...PUT_CREDIT, lines: [{ style: 'solid', letter: '*', at: () => 0 } as const], marks: [] }
    expect(drawPlot(flat, { ...FRAME, unicode: false })[4]).toContain('****')
    const gain = { ...flat, lines: [{ ...flat.lines[0]!, at: (x: number) => x - 430 }] }
    expect(drawPlot(gain, { ...FRAME, unicode: false })[7]).toMatch(/^ *\$0 \+\*/)
  })

  it('leaves out marks beyond its ends', () => {
    const plot = { ...PUT_CREDIT, marks: [{ x: 500, name: 'far', kind: 'spot' } as const] }
    expect(drawPlot(plot, FRAME).join('\n')).not.toContain('far')
  })
})
