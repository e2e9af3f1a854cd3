import { type Resolved, routerOn, type TailnetAlias } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { boss, guest, lab, laptop, nas, server } from '../../tests/estate.ts'
import { reach, renderPolicy, runTests, validate } from '../index.ts'
import { type Tailnet, tailnetOf } from './policy.ts'

const lan: TailnetAlias = { alias: 'lan', address: '192.168.7.0/24', note: 'The house.' }
const printer: TailnetAlias = { alias: 'printer', address: '192.168.7.9' }
const grants = [
  { src: [guest], dst: [printer], ip: ['tcp:631'], reason: 'Guests print.' },
  { src: [boss], dst: [lan, 'autogroup:internet'], ip: ['*'], reason: 'The boss is at home everywhere.' },
] as const
const house = lab({
  hosts: [lan, printer],
  routers: [
    routerOn(server, { routes: [lan.address], exitNode: true, note: 'The one in the house.' }),
    routerOn(nas, { routes: [lan.address] }),
  ],
  grants,
  tests: [{ src: guest, proto: 'tcp', accept: ['printer:631'], deny: ['printer:22'] }],
})

function made(resolved: Resolved): Tailnet {
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new TypeError('no policy')
  return tailnet
}

describe('subnet routers and exit nodes', () => {
  test('what they advertise is approved for what identifies them', () => {
    const { document } = made(house)
    expect(document.autoApprovers).toEqual({
      routes: { '192.168.7.0/24': ['tag:server', 'tag:nas'] },
      exitNode: ['tag:server'],
    })
    expect(validate(document)).toEqual([])
  })

  test('a machine of somebody’s own is approved by its owner', () => {
    const { document } = made(lab({ routers: [routerOn(laptop, { exitNode: true })] }))
    expect(document.autoApprovers).toEqual({ exitNode: ['{{ person:guest }}'] })
  })

  test('what lies behind them is reached, as far as grants say', () => {
    const { document, inventory } = made(house)
    const rows = reach(document, inventory, { from: 'laptop' }).map(
      ({ to, protocol, ports }) => `${to} ${protocol}:${ports}`,
    )
    expect(rows).toEqual(['lan tcp:631'])
    expect(runTests(document, inventory).failures).toEqual([])
  })

  test('with via only through those that carry a tag', () => {
    const through = (tag: `tag:${string}`) => {
      const { document, inventory } = made(
        lab({
          hosts: [lan],
          routers: [routerOn(server, { routes: [lan.address] })],
          grants: [{ src: [guest], dst: [lan], ip: ['443'], via: [tag], reason: 'r' }],
        }),
      )
      return reach(document, inventory, { from: 'laptop' }).map(({ to }) => to)
    }
    expect(through('tag:server')).toEqual(['lan'])
    expect(through('tag:nas')).toEqual([])
  })
})

test('names, routes and protocols stand in the file with their notes', () => {
  const text = renderPolicy(made(house).document, 'From the lab.')
  const lines = text.split('\n').map(line => line.trim().replaceAll(/ +/g, ' '))
  expect(lines.slice(lines.indexOf('// The house.')).slice(0, 3)).toEqual([
    '// The house.',
    '"lan": "192.168.7.0/24",',
    '"printer": "192.168.7.9",',
  ])
  expect(lines[lines.indexOf('// The one in the house.') + 1]).toBe('"192.168.7.0/24": ["tag:server", "tag:nas"],')
  expect(lines).toContain('"exitNode": ["tag:server"],')
  expect(lines).toContain('"proto": "tcp",')
})
