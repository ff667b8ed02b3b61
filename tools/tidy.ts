import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readCode } from './tidy/code-file.ts'
import { countLong, lowered, medianLines, type Ratchet } from './tidy/project-rules.ts'
import { FILE_RULES, inspectTidiness, PROJECT_RULES } from './tidy/tidy-rules.ts'

const RATCHET_FILE = new URL('tidy-ratchet.json', import.meta.url)

const files = readCode(fileURLToPath(new URL('..', import.meta.url)))
let recorded: Ratchet = JSON.parse(readFileSync(RATCHET_FILE, 'utf8'))
if (process.argv.includes('--lower')) {
  recorded = lowered(countLong(files), recorded)
  writeFileSync(RATCHET_FILE, `${JSON.stringify(recorded, null, 2)}\n`)
}
const findings = inspectTidiness(files, recorded)
for (const { file, line, rule, message } of findings) console.log(`${file}:${line}: ${rule} - ${message}`)
console.log(
  `tidy: looked at ${files.length} files under ${FILE_RULES.length + PROJECT_RULES.length} rules ` +
    `(median ${medianLines(files)} lines), found ${findings.length} violations`,
)
if (findings.length > 0) process.exitCode = 1
