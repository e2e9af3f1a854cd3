import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadRenderers, lookup, resolvedOf } from '@homelab/estate/model'
import { loadProjections } from '@homelab/synth'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { root } from './support/sources.ts'

const scratch = mkdtempSync(join(tmpdir(), 'determinism-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** Every file below a folder, by path. */
function tree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(entry => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(paths.map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

async function synth(from: string, out: string, env: Record<string, string>): Promise<Record<string, string>> {
  const main = join(from, 'packages', 'synth', 'src', 'start.js')
  const folder = join(scratch, out)
  await execa('node', [main, 'synth', '--estate', 'blumeops', '--out', folder], { env, cwd: scratch })
  return tree(folder)
}

test('the same bytes under another time zone, locale and working folder', async () => {
  const here = await synth(root, 'here', { TZ: 'UTC', LC_ALL: 'C' })
  const copy = join(scratch, 'elsewhere', 'deeper')
  for (const part of ['packages', 'apps', 'ansible-gen', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const there = await synth(copy, 'there', { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })
  expect(Object.keys(here).length).toBeGreaterThan(50)
  expect(there).toEqual(here)
})

test.each([blumeops, minilab])(
  'a resolved estate that went through JSON renders the same bytes ($name)',
  async estate => {
    const resolved = resolvedOf(estate)
    await loadRenderers(resolved.parts)
    const { parts: _, ...data } = resolved
    const plain = JSON.parse(JSON.stringify(data)) as typeof data
    expect(plain).toEqual(data)
    const parsed = { ...plain, parts: resolved.parts }
    expect(lookup(parsed)).not.toBe(lookup(resolved))
    for (const { target, render } of await loadProjections()) {
      expect(render(parsed), target).toEqual(render(resolved))
    }
  },
)
