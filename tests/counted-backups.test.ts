/** What is looked for in backups is what their collectors count. */
import { resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { observe } from '../packages/observability/src/observed/index.ts'
import { render } from './support/render.ts'

test.each([blumeops, minilab])('$name: what a backup must hold is named as its collector names it', estate => {
  const { backups } = observe(resolvedOf(estate))
  const asked = backups.flatMap(({ sources }) => sources)
  expect(asked.length).toBeGreaterThan(1)
  const scripts = [...render(estate).files.values()].filter(text => text.includes('SOURCE_GROUPS='))
  const counted = scripts.flatMap(text => [...text.matchAll(/\t([^\t\n']+)(?=[\n'])/g)].map(([, name]) => name))
  expect(asked.filter(name => !counted.includes(name))).toEqual([])
})
