import type { Flow } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import type { Draft } from '../../draft.ts'
import type { Drafted } from '../edges.ts'
import { carried } from './data.ts'

function draft(stage: Draft['stage'], service: string): Draft {
  const id = `${service}#${stage}`
  return {
    ...{ id, unit: service, system: 'x', does: id, effect: 'changes', services: [service], stage, changes: [] },
    ...{ run: { kind: 'by-hand', what: id }, back: { how: 'x', run: [] } },
  }
}

function flow(from: string, to: string): Flow {
  const address = { host: to, port: 1, url: `x://${to}:1`, via: 'cluster' } as Flow['address']
  return { from, to, port: 'x', use: {}, address, why: 'x', origin: 'database' } as unknown as Flow
}

test('who now finds its data there waits until it is copied, and nobody else', () => {
  const [carry, mover, other] = [draft('carry', 'db'), draft('apply', 'mover'), draft('apply', 'other')]
  const drafts = [carry, mover, other]
  const drafted = {
    stage: (stage: string) => drafts.filter(each => each.stage === stage),
    applies: (service: string) =>
      drafts.filter(({ stage, services }) => stage === 'apply' && services.includes(service)),
    ends: () => [],
    before: { flows: [] },
    after: { flows: [flow('mover', 'db'), flow('other', 'elsewhere')] },
  } as unknown as Drafted
  expect(carried.edges(drafted)).toEqual([
    { first: 'db#carry', next: 'mover#apply', because: 'mover finds its data there' },
  ])
})
