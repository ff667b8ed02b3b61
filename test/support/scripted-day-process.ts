import { scriptedDay } from './scripted-day.ts'

// Another process: what one process keeps by accident, such as the order in which modules were loaded, is not shared.
console.log(JSON.stringify(await scriptedDay(Number(process.argv[2]))))
