import fs from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { reviewedTexts } from '../src/stack/reviewed.ts'
import { writeTree } from '../src/write/write.ts'
import { changesOfRun, NEW, OLD, prepare, run } from './interrupted.ts'
import { run as command, lab } from './lab.ts'
import { target, temporaryFolder } from './out-folder.ts'

const TOLD = 'is half-written: a run of synth was interrupted, or is at work; `mise run synth` ends it, `git restore '

/** Killed after its last file, which only the list tells from a run that ended. */
function interrupted(folder: string): string {
  const last = changesOfRun(folder).findLastIndex(change => change.startsWith('create'))
  const out = prepare(join(folder, 'dist'))
  run(out, last, { kind: 'killed', when: 'before' })
  return out
}

test('what is not of one run is neither applied nor deployed, though each of its files is as it is rendered', () => {
  const out = interrupted(temporaryFolder())
  expect(() => reviewedTexts(NEW, out)).toThrow(`${out}/ is half-written: a run of synth was interrupted`)
  writeTree(target(out), NEW)
  expect(reviewedTexts(NEW, out).size).toBe(NEW.length)
  expect(() => reviewedTexts(OLD, out)).toThrow('not there as the estate renders it')
})

test('the command says so, and what to do, to tasks that run what lies there', async () => {
  const root = lab('wiki')
  const out = interrupted(root)
  const words = ['whole', '--estate', 'lab', '--out', out]
  expect(await command(root, words)).toEqual({ code: 3, out: '', err: `error: dist/ ${TOLD}dist\` goes back\n` })
  writeTree(target(out), NEW)
  expect(await command(root, words)).toEqual({ code: 0, out: '', err: '' })
  fs.rmSync(out, { recursive: true })
  expect(await command(root, words)).toEqual({ code: 0, out: '', err: '' })
})

test('every task that runs in what is rendered asks first', () => {
  const text = fs.readFileSync(join(import.meta.dirname, '../../../mise.toml'), 'utf8')
  const { tasks } = parse(text) as { tasks: Record<string, { readonly dir?: string; readonly depends?: string[] }> }
  const there = Object.values(tasks).filter(({ dir }) => dir?.startsWith('dist') === true)
  expect(there.length).toBeGreaterThan(0)
  for (const { depends } of there) expect(depends).toContain('whole')
})
