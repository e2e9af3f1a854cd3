/** What changes of a year cost and lead to; each was written down by hand before it was made. */
import { join } from 'node:path'
import { repeats } from '@homelab/changes'
import { planLines } from '@homelab/plan'
import { describe, expect, test } from 'vitest'
import { allPlanned, allSaid, changeLine, hasReason, unplanned, unsaid } from '../changes/claims.ts'
import { planned } from '../changes/planned.ts'
import { unsound } from '../changes/sound.ts'
import { root } from '../support/sources.ts'
import { after, before, changes, countedLines, revisionAfter, revisionBefore, textsOf } from './changes.ts'
import { yearPage } from './page.ts'
import { renderedOf } from './rendered.ts'

describe.each(changes)('$name', change => {
  test('changes so many lines of so many files', () => {
    expect(Object.fromEntries(countedLines(before(change), after(change)))).toEqual(change.lines)
  })

  test('renders what is meant', async () => {
    const [was, is] = await Promise.all([revisionBefore(change), revisionAfter(change)])
    change.renders(renderedOf(textsOf(is)), renderedOf(textsOf(was)))
  })

  test('is said by the diff, and rolled out in order', async () => {
    const found = await planned(await revisionBefore(change), await revisionAfter(change))
    const told = found.changes.filter(each => !repeats(each) && each.kind !== 'moved')
    expect(unsaid(change.diff, told)).toEqual(allSaid)
    const dangerous = told.filter(({ danger }) => danger !== undefined && danger !== 'cosmetic')
    const all = { says: change.dangers, silent: [], only: true } as const
    expect(unsaid(all, dangerous), dangerous.map(each => `${changeLine(each)} (${each.why})`).join('\n')).toEqual(
      allSaid,
    )
    expect(unplanned(change.plan, found.plan), planLines.all(found.plan)).toEqual(allPlanned)
    const { apart = [] } = change
    expect(apart.filter(([first, next]) => hasReason(found.plan.steps, first, next))).toEqual([])
    expect(unsound(found.plan, found.changes, found.before, found.after), planLines.all(found.plan)).toEqual([])
    // The same backwards.
    const back = await planned(await revisionAfter(change), await revisionBefore(change))
    expect(unsound(back.plan, back.changes, back.before, back.after), planLines.all(back.plan)).toEqual([])
  })
})

test('the page of the year has each change as it is', async () => {
  await expect(await yearPage(changes)).toMatchFileSnapshot(join(root, 'docs/year.md'))
})
