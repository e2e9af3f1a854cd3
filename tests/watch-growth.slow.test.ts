/** What `watch` keeps: Node lets no module go that it ever loaded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Watching, watching } from './support/watching.ts'

let place: Watching
beforeAll(async () => {
  place = await watching()
}, 120_000)
afterAll(() => place.remove())

/** Resident memory of the process with all its threads, in MB. */
function megabytes(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/**
 * Each loads all modules again: 12 here, so that after 125 saves another thread has 1,500 of them and the next one takes over.
 * What is compared are the peaks of two times that each hold such a change, for within a thread's life it has to grow.
 */
test.skipIf(process.platform !== 'linux')(
  'after seven hundred saves of what all use it is as large as after two hundred',
  async () => {
    const source = readFileSync(join(place.root, 'apps/cottage/places.ts'), 'utf8')
    const watch = place.start('--no-types')
    await watch.until(/started: shown.*\n/)
    const peak = async (from: number, to: number): Promise<number> => {
      let most = 0
      for (let count = from; count < to; count += 1) {
        place.save('places.ts', `${source}\nexport const count = ${count}\n`)
        await watch.until(/saved apps\/cottage\/places\.ts: shown.*\n/)
        most = Math.max(most, megabytes(watch.child.pid))
      }
      return most
    }
    const early = await peak(0, 200)
    const late = await peak(200, 700)
    expect(await watch.end()).toBe(0)
    // A third more is what a collector leaves lying; two threads that stay would be two thirds more.
    expect(late, `${early} MB within 200, ${late} MB within 700`).toBeLessThan(early * 1.35)
    process.stdout.write(`${Math.round(early)} MB within 200 saves, ${Math.round(late)} MB within 700\n`)
  },
  900_000,
)
