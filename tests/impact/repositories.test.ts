/** Of data that several repositories have, each is told that is left; and none where all fell. */
import { hostService } from '@homelab/ansible-gen'
import { folder, notBackedUp, saved, service, share } from '@homelab/estate'
import { resolvedOf, type Service } from '@homelab/estate/model'
import { impactOf } from '@homelab/synth/impact'
import { describe, expect, test } from 'vitest'
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

/** What is restorable of the letters, and from where; or why it is lost. */
function lettersOf({ data }: ReturnType<typeof impact>): readonly string[] {
  return [
    ...data.restorable.map(({ holds, repository, on }) => `${holds} from ${repository} on ${on}`),
    ...data.lost.map(({ holds, why }) => `${holds} lost: ${why}`),
  ]
}

describe('on a disk of the host itself', () => {
  const own = saving('first')

  test('it falls with its host', () => {
    expect(lettersOf(impact('server', own))).toEqual([
      'letters lost: its backup, first on server:/mnt/first, fell with it',
    ])
  })

  test('another one is left, and that alone', () => {
    const both = impact('server', own, saving('second', { repository: offsite }))
    expect(lettersOf(both)).toEqual(['letters from offsite on borg.example.net'])
    expect(both.first.filter(each => each.startsWith('nothing else has'))).toEqual([])
  })

  test('two of one host fall together', () => {
    expect(lettersOf(impact('server', own, saving('second')))).toEqual([
      'letters lost: its backups, first on server:/mnt/first and second on server:/mnt/second, fell with it',
    ])
  })

  test.each(['server:/mnt/first', 'server:/mnt'])('%s falls, and what is saved does not', asked => {
    const { stops, degrades, data, first } = impact(asked, own)
    expect({ stops, data }).toEqual({ stops: [], data: { restorable: [], lost: [] } })
    expect(degrades).toEqual([{ service: 'first', what: ['keeps its backups on server:/mnt/first'] }])
    expect(first.filter(each => each.startsWith('nothing else has what first kept'))).toHaveLength(1)
  })

  test('it is left where the disk fell that is saved', () => {
    expect(lettersOf(impact('server:/home', own))).toEqual(['letters from first on server:/mnt/first'])
  })

  test('it is lost where one disk has both', () => {
    const beside = { path: '/home/borg', label: 'beside', encryption: 'repokey', appendOnly: false } as const
    expect(lettersOf(impact('server:/home', saving('first', { repository: beside })))).toEqual([
      'letters lost: its backup, beside on server:/home/borg, fell with it',
    ])
  })
})

describe('on a server that is a host of the estate', () => {
  test.each(['box', 'localhost'])('its folder falls, and nothing else there: %s', name => {
    const on = name === 'box' ? 'box' : 'server'
    const repository = { ...offsite, ssh: { ...ssh, host: name } }
    const { degrades, stops } = impact(`${on}:/home/someone/borg`, saving('first', { repository }))
    expect({ degrades, stops }).toEqual({
      degrades: [{ service: 'first', what: [`keeps its backups on ${name}`] }],
      stops: [],
    })
  })

  test('it falls with the share in whose folder it lies', () => {
    const backups = share('backups', box, { path: '/home/someone', holds: 'backups', backup: notBackedUp('is one') })
    const services = [saving('first', { repository: near })]
    const resolved = resolvedOf(
      fixture(import.meta, { hosts: [server, box], clusters: [], shares: [backups], services }),
    )
    expect(impactOf(resolved, 'box:backups').degrades).toEqual([
      { service: 'first', what: [`keeps its backups on ${box.lanAddress}`] },
    ])
  })
})

test('of a service that keeps its data on two disks, what lay on the other is not away', () => {
  const two = service(import.meta, 'two', {
    title: 'Two',
    summary: 'keeps letters and songs',
    ports: {},
    workload: hostService({
      at: server,
      data: [
        folder('/home/someone/letters', 'letters', saved('high'), 'letters'),
        folder('/srv/songs', 'songs', saved('normal'), 'songs'),
      ],
    }),
  })
  const backup = saving('second', { repository: offsite })
  expect(lettersOf(impact('server:/srv', two, backup))).toEqual(['songs from offsite on borg.example.net'])
  expect(lettersOf(impact('two', two, backup))).toHaveLength(2)
})
