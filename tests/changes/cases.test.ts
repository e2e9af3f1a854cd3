/** What the diff says of changes of an estate; each case was written by hand before the code. */
import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hostParts } from '@homelab/ansible-gen'
import { markdownOf, repeats } from '@homelab/changes'
import type { Change } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { allProjections } from '@homelab/synth'
import { causesFound, compared, laidToCauses } from '@homelab/synth/diff'
import { describe, expect, test } from 'vitest'
import { cottageTrial } from '../support/lab-sources.ts'
import type { Case } from './case.ts'
import { allSaid, changeLine, fits, unsaid } from './claims.ts'
import { revisionOf } from './cottage.ts'

const parts = [...clusterParts, ...hostParts, ...sightParts]

const folders = globSync('cases/*/case.ts', { cwd: import.meta.dirname }).toSorted()
const cases = await Promise.all(
  folders.map(async path => {
    const { default: found } = (await import(join(import.meta.dirname, path))) as { readonly default: Case }
    return { name: basename(dirname(path)), ...found }
  }),
)

async function changesOf({ before: first = {}, edits }: Case): Promise<readonly Change[]> {
  const before = await revisionOf('before', first)
  const after = await revisionOf('after', edits)
  const { changes } = await compared(before, after, parts)
  const projections = await allProjections()
  const asked = { before, after, trial: cottageTrial, parts, projections }
  return (await laidToCauses(changes, asked, () => causesFound(asked))).changes
}

/** Entries as they are printed, each in one line. */
function entryLines(changes: readonly Change[]): readonly string[] {
  const report = { before: '', after: '', changes, layoutOnly: [], notes: [] }
  return markdownOf(report)
    .split('\n')
    .filter(text => text.startsWith('- '))
    .map(text => text.replaceAll(/^- |\*\*|`|: [^:]*$/g, ''))
}

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(20)
})

describe.each(cases)('$name', one => {
  test('says what it must, lays it where it belongs, and says nothing else', async () => {
    const all = await changesOf(one)
    const told = all.filter(change => !repeats(change) && change.kind !== 'moved')
    expect(unsaid(one, told)).toEqual(allSaid)
    for (const [claim, why] of Object.entries(one.why ?? {})) {
      const found = told.filter(change => fits(claim, changeLine(change)))
      expect(found.length, claim).toBeGreaterThan(0)
      for (const change of found) expect(change.why ?? '').toMatch(why)
    }
    const entries = entryLines(told)
    expect(one.entries?.filter(claim => !entries.some(each => fits(claim, each))) ?? [], entries.join('\n')).toEqual([])
    const files = new Set(told.flatMap(({ causes }) => causes.map(({ file }) => file)))
    expect([...one.causes].filter(file => !files.has(file))).toEqual([])
    if (one.groups !== undefined)
      expect(new Set(told.flatMap(({ causes }) => causes.map(cause => JSON.stringify(cause)))).size).toBe(one.groups)
    // Everything that is read of a file has a cause.
    expect(told.filter(({ causes, read }) => causes.length === 0 && read !== 'estate').map(changeLine)).toEqual([])
  })
})
