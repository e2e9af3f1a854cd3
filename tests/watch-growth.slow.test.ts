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

/** Each loads all modules again: 12 here, of which the first thread keeps 1,500 and the next one restarts. */
test.skipIf(process.platform !== 'linux')(
  'after two hundred saves of what all use it is as large as after fifty',
  async () => {
    const source = readFileSync(join(place.root, 'apps/cottage/places.ts'), 'utf8')
    const watch = place.start('--no-types')
    await watch.until(/started: shown.*\n/)
    const saves = async (from: number, to: number): Promise<void> => {
      for (let count = from; count < to; count += 1) {
        place.save('places.ts', `${source}\nexport const count = ${count}\n`)
        await watch.until(/saved apps\/cottage\/places\.ts: shown.*\n/)
      }
    }
    await saves(0, 50)
    const early = megabytes(watch.child.pid)
    await saves(50, 200)
    const late = megabytes(watch.child.pid)
    expect(await watch.end()).toBe(0)
    // A third more is what a collector leaves lying; what leaked would be three times as much again.
    expect(late, `${early} MB after 50, ${late} MB after 200`).toBeLessThan(early * 1.6)
    process.stdout.write(`${Math.round(early)} MB after 50 saves, ${Math.round(late)} MB after 200\n`)
  },
  300_000,
)
