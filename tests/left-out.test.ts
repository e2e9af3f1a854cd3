/**
 * A service whose workload is not what its type says: every target leaves out what is its own, and goes on with the rest.
 * One service of each kind of workload of the real estate is broken in turn.
 */
import blumeops from '@homelab/app-blumeops'
import { resolvedOf, type Service } from '@homelab/estate'
import { afterEach, expect, test } from 'vitest'
import { render } from './support/render.ts'

const kinds = Map.groupBy(blumeops.services, ({ props }) => props.workload.kind)
const one = [...kinds].flatMap(([kind, [service]]) =>
  kind === 'external' ? [] : [{ kind, service: service as Service }],
)
const whole = render(blumeops).files
const undo: (() => void)[] = []

afterEach(() => undo.splice(0).forEach(each => each()))

test.each(one)('a $kind with a misspelt option', ({ service }) => {
  const { name, props } = service
  const { workload } = props
  // In place: others need this very service.
  Object.assign(props, { workload: { ...workload, nmaespace: 'lost' } })
  undo.push(() => Object.assign(props, { workload }))
  const { files, findings, stopped } = render(blumeops)
  expect(stopped).toEqual([])
  expect(findings.filter(({ code }) => code === 'wrong-type').map(({ where }) => where.subject)).toEqual([name])
  const pages = [...files.keys()].filter(path => path.startsWith('docs/services/'))
  const others = resolvedOf(blumeops).services.filter(other => other.name !== name)
  expect(pages.toSorted()).toEqual(others.map(other => `docs/services/${other.name}.md`).toSorted())
  // Its own files, and those that are of it alone: a tenth of the estate would be more than that.
  const lost = [...whole.keys()].filter(path => !files.has(path))
  expect(lost.length).toBeGreaterThan(0)
  expect(lost.length).toBeLessThan(whole.size / 10)
})

test('nothing stays broken', () => {
  expect(render(blumeops).files).toEqual(whole)
})
