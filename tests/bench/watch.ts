/**
 * How long after a save `watch` shows what it finds, and the types: medians of some saves of a copy of the real estate. Prints
 * milliseconds as JSON.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'

const root = join(import.meta.dirname, '..', '..')
const copy = mkdtempSync(join(tmpdir(), 'bench-watch-'))
const TIMES = 15

for (const folder of ['apps', 'dist'])
  cpSync(join(root, folder), join(copy, folder), { recursive: true, verbatimSymlinks: true })
rmSync(join(copy, 'apps/blumeops/node_modules'), { recursive: true, force: true })
symlinkSync(join(root, 'apps/blumeops/node_modules'), join(copy, 'apps/blumeops/node_modules'))
writeFileSync(join(copy, '.gitignore'), 'node_modules\n')
for (const words of [
  ['init', '--quiet'],
  ['add', '.'],
  ['commit', '--quiet', '-m', 'a'],
])
  await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: copy })

const where = ['--estate', join(copy, 'apps/blumeops'), '--out', join(copy, 'dist')]
const child = spawn('node', [join(root, 'packages/synth/src/start.js'), 'watch', ...where], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
let said = ''
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  said += text
})

/** Of what comes from now on: both figures, once both are there. */
async function figures(): Promise<{ readonly shown: number; readonly types: number }> {
  for (;;) {
    const shown = /: shown after (\d+) ms/.exec(said)?.[1]
    const types = /types: .*, after (\d+) ms/.exec(said)?.[1]
    if (shown !== undefined && types !== undefined) return { shown: Number(shown), types: Number(types) }
    if (child.exitCode !== null) throw new Error(`watch ended: ${said}`)
    await sleep(5)
  }
}

async function saves(path: string, change: (text: string, count: number) => string) {
  const file = join(copy, 'apps/blumeops', path)
  const text = readFileSync(file, 'utf8')
  const all: { readonly shown: number; readonly types: number }[] = []
  for (let count = 0; count < TIMES; count += 1) {
    // As somebody types, and with whatever was left to do from the last one.
    await sleep(400)
    said = ''
    const changed = change(text, count)
    if (changed === text) throw new Error(`${path} has no longer what is changed in it`)
    writeFileSync(file, changed)
    all.push(await figures())
  }
  said = ''
  writeFileSync(file, text)
  await figures()
  const median = (key: 'shown' | 'types'): number =>
    all.map(each => each[key]).toSorted((a, b) => a - b)[TIMES >> 1] ?? 0
  return { shown: median('shown'), types: median('types') }
}

await figures()
// A title stands on many pages, in dashboards and alerts: the change of a service that reaches most.
const service = await saves('services/kiwix.ts', (text, count) => text.replace(/\btitle: '/, `$&${count} `))
const common = await saves('hosts.ts', (text, count) => text.replace(/\brole: '/, `$&${count} `))
child.kill('SIGINT')
rmSync(copy, { recursive: true, force: true })
process.stdout.write(`${JSON.stringify({ service, common })}\n`)
