/** Of data that several repositories have, each is told that is left; and none where all fell. */
import { resolvedOf, type Service } from '@homelab/estate/model'
import { impactOf } from '@homelab/synth/impact'
import { expect, test } from 'vitest'
import { server } from '../findings/linux.ts'
import { box, fixture } from '../findings/parts.ts'
import { offsite, saving, ssh } from '../findings/repositories.ts'

function impact(fell: string, ...services: readonly Service[]) {
  return impactOf(resolvedOf(fixture(import.meta, { hosts: [server, box], clusters: [], services })), fell)
}

/** On the box, by its address. */
const near = { ...offsite, label: 'near', ssh: { ...ssh, host: box.lanAddress ?? '' } }

test('both are told, each with the place where it lies', () => {
  const { data } = impact('server', saving('first', { repository: offsite }), saving('second', { repository: near }))
  expect(data.lost).toEqual([])
  expect(data.restorable.map(({ repository, on }) => `${repository} ${on}`)).toEqual([
    'offsite borg.example.net',
    `near ${box.lanAddress}`,
  ])
})

test('one that fell hides none that is left, which has it all', () => {
  const { data, first, degrades } = impact(
    'box',
    saving('first', { repository: near }),
    saving('second', { repository: { ...offsite } }),
  )
  expect(data).toEqual({ restorable: [], lost: [] })
  expect(degrades).toEqual([{ service: 'first', what: [`keeps its backups on ${box.lanAddress}`] }])
  expect(first.filter(each => each.startsWith('nothing else has'))).toEqual([])
})

test('the only one that fell is the first thing to think of', () => {
  const { first } = impact('box', saving('first', { repository: near }))
  expect(first.filter(each => each.startsWith('nothing else has what near kept'))).toHaveLength(1)
})
