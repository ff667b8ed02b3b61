import { fileURLToPath } from 'node:url'
import { inspectRooms } from './rooms/inspect-rooms.ts'
import { IMPORT_RULES } from './rooms-rules.ts'

const { modules, violations } = await inspectRooms(fileURLToPath(new URL('..', import.meta.url)))
for (const { file, target, rule, comment } of violations) {
  console.log(`${file} -> ${target}: ${rule} - ${comment}`)
}
console.log(
  `rooms: looked at ${modules} modules under ${IMPORT_RULES.length + 1} rules, found ${violations.length} violations`,
)
if (violations.length > 0) process.exitCode = 1
