import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { loadRenderers, opened } from '@homelab/estate/model'
import { allProjections, renderEstate } from '@homelab/synth'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { root } from './support/sources.ts'

/**
 * What both estates render, against what is committed of it: `dist/` itself, and the second estate's files. Nothing is
 * written here: `mise run synth` and `mise run synth-minilab` write.
 */
const committed = [
  { estate: blumeops, folder: 'dist', task: 'synth' },
  { estate: minilab, folder: 'tests/rendered/minilab', task: 'synth-minilab' },
] as const

const projections = await allProjections()

describe.each(committed)('$estate.name', async ({ estate, folder, task }) => {
  await loadRenderers(estate.parts)
  const whole = opened(estate)
  const { files } = renderEstate(whole, projections, [], { now: () => 0, before: () => {} })
  const byFile = new Map(whole.resolved.services.map(({ name, file }) => [file, name]))
  const groups = Map.groupBy(files, ({ target, sources }) => `${target}: ${ownersOf(sources, byFile)}`)

  test.each([...groups])('%s', (_, of) => {
    const expected = Object.fromEntries(of.map(({ path, content }) => [path, content]))
    const found = Object.fromEntries(of.map(({ path }) => [path, textOf(join(root, folder, path))]))
    expect(found, `\`mise run ${task}\` writes what is rendered; read its diff before you commit it`).toEqual(expected)
    const runnable = of.filter(({ executable }) => executable === true).map(({ path }) => path)
    expect(runnable.filter(path => (statSync(join(root, folder, path)).mode & 0o111) === 0)).toEqual([])
  })

  test('every file is rendered, and every rendered file is there', () => {
    // The list of what is rendered is the writer's own.
    const there = below(join(root, folder)).filter(path => path !== '.synth.json')
    expect(there.toSorted()).toEqual(files.map(({ path }) => path).toSorted())
  })
})

/** Whose facts a file carries: a service's where it is one's alone. */
function ownersOf(sources: readonly string[], byFile: ReadonlyMap<string, string>): string {
  const names = [...new Set(sources.map(source => byFile.get(source) ?? 'the estate'))]
  return names.length > 3 ? 'several' : names.join(', ')
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
}
