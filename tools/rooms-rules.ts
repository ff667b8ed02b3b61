import { ENGINE_ROOMS, ENGINE_RULES } from './rooms/engine-rules.ts'
import { HOUSE_RULES } from './rooms/house-rules.ts'
import type { RoomRule } from './rooms/room-rule.ts'
import { TABLE_RULES } from './rooms/table-rules.ts'

/** Every rule about imports. The table of rooms is in rooms/room-table.ts; each rule says why it stands. */
export const IMPORT_RULES: readonly RoomRule[] = [...TABLE_RULES, ...ENGINE_RULES, ...HOUSE_RULES]

/** Where a source file may be. An engine room and a part of the exchange must be a known one. */
const HOMES = [
  /^src\/(domain|ports|insight|cycles|service|contract|http|mcp|cli|app)\//,
  new RegExp(`^src/engine/(${ENGINE_ROOMS.join('|')})/`),
  /^src\/exchange\/(venue|market|tradier-api)\//,
  /^src\/adapters\/[^/]+\//,
  /^web\//,
]

/** The rule about where a file is; it needs no import to be broken. */
export const HOME_RULE = {
  name: 'every-file-has-a-room',
  comment:
    'A file outside the known rooms obeys no rule. Move it into a room of ARCHITECTURE.md; a new room is a decision in ' +
    'docs/decisions and a row in tools/rooms/room-table.ts.',
} as const

/** Whether a file of the product is in a known room. */
export function hasRoom(path: string): boolean {
  return HOMES.some((home) => home.test(path))
}
