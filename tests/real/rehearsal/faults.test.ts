/** Faults that no check of rendered files sees, put into what is rendered: each must turn its Application red. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import { type Explained, faults, type Outcome, place, renderedOf } from '@homelab/rehearsal'
import { type Faulty, readByHand, rehearse, seenIn } from '@homelab/rehearsal/run'
import { beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from '../control-plane/gitops.ts'
import { programs } from '../control-plane/programs.ts'
import { type Healed, tamper } from './tamper.ts'

const built = await programs()
const gitops = gitopsOf(minikube)
const explained = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../apps/blumeops/rehearsal.json'), 'utf8'),
) as Explained

/** One of each way to be seen; `mise run rehearse --all` tries all, and all in one run: one needs minutes. */
const chosen = ['a wrong name in a Role', 'an unknown field in a custom kind', 'a right that a program lacks']
const all = faults.filter(({ what }) => chosen.includes(what))
const may = (application: string): boolean => explained.applications[application] === undefined
const { files, placed } = place(renderedOf(render(blumeops).files, gitops), all, may)

describe.skipIf(built === undefined)('a rehearsal of faults', () => {
  let outcome: Outcome
  let found: Faulty
  let healed: Healed | undefined

  beforeAll(async () => {
    if (built === undefined) return
    outcome = await rehearse({
      ...{ programs: built, cluster: minikube, gitops, keeping: blumeops, explained, files },
      services: resolvedOf(blumeops).services.filter(({ at }) => at.name === minikube.name),
      adopt: readByHand(join(import.meta.dirname, 'by-hand')),
      ...{ say: () => undefined, signal: new AbortController().signal, longest: 2400 },
      before: async (plane, done) => {
        healed = await tamper(plane, done)
      },
    })
    found = seenIn(outcome, placed)
  })

  test('each has a place', () => {
    expect(placed.map(({ fault }) => fault.what).toSorted()).toEqual(chosen.toSorted())
  })

  test.each(chosen)('%s turns its Application red', what => {
    expect(found.rows.find(row => row.what === what)).toMatchObject({ seen: true })
  })

  test('a Role that somebody changes is seen, and a sync puts it back', () => {
    const { seen, phase, changed, after } = healed ?? {}
    expect(seen).toEqual([`Role/${changed?.metadata.name}`])
    expect(phase).toBe('Succeeded')
    expect(after?.rules).toEqual(changed?.rules)
    expect(after?.metadata.uid).toBe(changed?.metadata.uid)
  })

  test('a Secret that somebody deletes is recreated', () => {
    expect(healed?.again.metadata.name).toBe(healed?.deleted.metadata.name)
    expect(healed?.again.metadata.uid).not.toBe(healed?.deleted.metadata.uid)
  })

  test('what was made by hand is taken over as it is', () => {
    const adopted = outcome.asked.find(({ what }) => what.startsWith('objects made by hand'))
    expect(adopted).toMatchObject({ count: 4, wrong: [] })
  })

  test('nothing else turns red', () => {
    expect(found.problems).toEqual([])
  })
})
