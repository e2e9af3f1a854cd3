/** `watch` as a person has it open: the real process, saves, and what it says. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Watching, type WatchProcess, watching } from './support/watching.ts'

let place: Watching
let wiki: string
beforeAll(async () => {
  place = await watching()
  wiki = readFileSync(join(place.root, 'apps/cottage/services/wiki.ts'), 'utf8')
}, 120_000)
afterAll(() => place.remove())

const fine = /^(no|0) findings/m
const saved = /saved apps\/cottage\/services\/wiki\.ts: shown after \d+ ms\n/

/** Types and all else of one round, whichever comes first. */
function settled(why: string): RegExp {
  return new RegExp(`${why}: shown.*\\n[^]*?types: they fit.*\\n|types: they fit.*\\n${why}: shown.*\\n`)
}
const known = settled('saved apps/cottage/services/wiki.ts')

describe('while it is open', { timeout: 180_000 }, () => {
  let watch: WatchProcess
  beforeEach(async () => {
    watch = place.start()
    await watch.until(settled('started'))
  })
  afterEach(async () => {
    expect(await watch.end()).toBe(0)
    place.save('services/wiki.ts', wiki)
  })

  test('a save shows what changed, of which line, and then that the types fit', async () => {
    place.save('services/wiki.ts', wiki.replace("'wiki-pages'", "'wiki-texts'"))
    const first = await watch.until(saved)
    expect(first).toMatch(/^apps\/cottage\/services\/wiki\.ts:\d+ \(wiki\)$/m)
    expect(first).toMatch(/^ {2}destroys +kubernetes PersistentVolumeClaim wiki\/wiki-pages removed/m)
    // Put back, nothing is left of it.
    place.save('services/wiki.ts', wiki)
    expect(await watch.until(saved)).toContain('nothing that is rendered says anything else')
  })

  test('a text that cannot be parsed is named with its line, and fixed by the next save', async () => {
    place.save('services/wiki.ts', wiki.replace('title:', 'title: :'))
    const line = wiki.split('\n').findIndex(text => text.includes('title:')) + 1
    // The compiler's words, once they are there: Node's own are for until then.
    expect(await watch.until(/types: \d+ finding.*/)).toMatch(
      new RegExp(`wrong-type \\S+ \\[apps/cottage/services/wiki\\.ts:${line}:`),
    )
    place.save('services/wiki.ts', wiki)
    expect(await watch.until(known)).toMatch(fine)
  })

  test('a module that throws, a finding and a wrong type are each said, and go', async () => {
    place.save('services/wiki.ts', `${wiki}\nthrow new Error('not yet')\n`)
    expect(await watch.until(saved)).toMatch(/wiki\.ts\n {2}failed-import.*not yet; look at line \d+/)
    place.save('services/wiki.ts', `${wiki}\nexport const eighty: number = 'eighty'\n`)
    expect(await watch.until(/types: 1 finding/)).toContain("Type 'string' is not assignable to type 'number'")
    place.save('services/wiki.ts', wiki)
    await watch.until(known)
  })

  test('a file that comes, is renamed or goes is seen', async () => {
    place.save('services/extra/deep.ts', 'export const path = "/extra"\n')
    place.save('services/wiki.ts', `${wiki}\nexport { path } from './extra/deep.ts'\n`)
    await watch.until(settled('saved .*wiki\\.ts'))
    rmSync(join(place.root, 'apps/cottage/services/extra'), { recursive: true })
    expect(await watch.until(/shown after/)).toMatch(/(failed-import|wrong-type).*extra\/deep\.ts/)
    place.save('services/wiki.ts', wiki)
    expect(await watch.until(saved)).toMatch(fine)
    const services = join(place.root, 'apps/cottage/services')
    renameSync(join(services, 'wiki.ts'), join(services, 'pages.ts'))
    expect(await watch.until(/shown after/)).toMatch(/failed-import|wrong-type/)
    renameSync(join(services, 'pages.ts'), join(services, 'wiki.ts'))
    expect(await watch.until(/shown after/)).toMatch(fine)
  })

  test('a burst of saves is one run, of the last', async () => {
    for (let count = 0; count < 50; count += 1)
      place.save('services/wiki.ts', wiki.replace('title:', `/* ${count} */ title:`))
    await watch.until(known)
    const rounds = watch.said().match(/saved apps/g)?.length ?? 0
    expect(rounds).toBeGreaterThan(0)
    expect(rounds).toBeLessThan(5)
  })

  test('a module that never ends does not hold up what is saved after it', async () => {
    place.save('services/wiki.ts', `${wiki}\nfor (;;) {}\n`)
    await watch.until(/still loading/)
    place.save('services/wiki.ts', wiki)
    expect(await watch.until(known)).toMatch(fine)
  })

  test('a commit is what is compared with from then on', async () => {
    place.save('services/wiki.ts', wiki.replace("'wiki-pages'", "'wiki-texts'"))
    expect(await watch.until(saved)).toContain('destroys')
    await execa('node', synth(), { cwd: place.root })
    await place.git('add', '.')
    await place.git('commit', '--quiet', '-m', 'another claim')
    expect(await watch.until(/committed: shown after/)).toContain('nothing that is rendered says anything else')
    await place.git('reset', '--quiet', '--hard', 'HEAD~')
    await watch.until(/shown after/)
  })

  test('no escape code is in it, and nothing is written', async () => {
    place.save('services/wiki.ts', wiki.replace("'wiki-pages'", "'wiki-texts'"))
    await watch.until(known)
    expect(watch.said()).not.toContain('\u001b')
    const { stdout } = await execa('git', ['status', '--short'], { cwd: place.root })
    expect(stdout.trim()).toBe('M apps/cottage/services/wiki.ts')
  })
})

function synth(): readonly string[] {
  const { root } = place
  const program = join(import.meta.dirname, '../packages/synth/src/start.js')
  return [program, 'synth', '--estate', join(root, 'apps/cottage'), '--out', join(root, 'dist'), '--no-types']
}

describe('once', { timeout: 120_000 }, () => {
  test('all is shown, and the exit code says whether anything has to be fixed', async () => {
    expect((await place.start('--once').child).exitCode).toBe(0)
    place.save('services/wiki.ts', `${wiki}\nexport const eighty: number = 'eighty'\n`)
    const ran = await place.start('--once').child
    expect(ran.exitCode).toBe(1)
    expect(ran.all).toContain('wrong-type')
    place.save('services/wiki.ts', wiki)
  })

  test('with --write the rendered folder is written, but not where anything is wrong', async () => {
    const rendered = join(place.root, 'dist')
    const texts = (): Promise<string> =>
      execa('grep', ['-rl', 'wiki-texts', rendered], { reject: false }).then(({ stdout }) => stdout)
    place.save(
      'services/wiki.ts',
      `${wiki.replace("'wiki-pages'", "'wiki-texts'")}\nexport const eighty: number = 'eighty'\n`,
    )
    expect((await place.start('--once', '--write').child).exitCode).toBe(1)
    expect(await texts()).toBe('')
    place.save('services/wiki.ts', wiki.replace("'wiki-pages'", "'wiki-texts'"))
    const ran = await place.start('--once', '--write').child
    expect(ran.all).toMatch(/dist\/?: \d+ files written/)
    expect(await texts()).not.toBe('')
    writeFileSync(join(place.root, 'apps/cottage/services/wiki.ts'), wiki)
    await execa('node', synth(), { cwd: place.root })
  })
})
