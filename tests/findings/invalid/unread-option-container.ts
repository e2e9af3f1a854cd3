import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options

// here
const app = composed(import.meta, 'app', {
  app: right({
    ...more({ restart: 'no' }),
    keys: { tty: true, ...more({ memory_limit: '1g' }) },
    logs: { megabytes: 1, keep: 2, ...more({ days: 3 }) },
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'unread-option app workload.programs[0].containers.app.keys.memory_limit',
  'unread-option app workload.programs[0].containers.app.logs.days',
  'unread-option app workload.programs[0].containers.app.restart',
]
