/** Roles by themselves, with what they need and lack. The tests build on each other: they are about one host. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import { type Estate, resolvedOf } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { changed, failures, fresh, named, playable } from './playing.ts'
import { type Scratch, secretValue, writeProgram } from './scratch.ts'

describe.skipIf(!playable)('one tag', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  test('runs one service, and reads no secret of another', async () => {
    const before = [...at.tree().keys()]
    const run = await at.play(['--tags', 'zot'])
    expect(run.code, failures(run)).toBe(0)
    expect(at.runs().map(({ label }) => label)).toEqual(['mcquack.eblume.zot'])
    const asked = at.calls('op').map(({ arguments: words }) => words.at(-1)?.split('/').slice(-2).join('/'))
    expect(asked.toSorted()).toEqual(['Zot/metrics-line', 'Zot/metrics-password', 'Zot/push-line'])
    expect([...at.tree().keys()].filter(path => !before.includes(path))).toEqual([
      'home/.config',
      'home/.config/zot',
      'home/.config/zot/config.json',
      'home/.config/zot/htpasswd',
      'home/.config/zot/metrics-password',
      'home/Library/LaunchAgents',
      'home/Library/LaunchAgents/mcquack.eblume.zot.plist',
      'home/zot',
    ])
  })

  test('a role that is included alone reads its own secrets', async () => {
    at.write('alone.yml', '- hosts: indri\n  gather_facts: false\n  roles: [caddy]\n')
    const asked = at.calls('op').length
    const run = await at.play([], 'playbooks/alone.yml')
    expect(run.code, failures(run)).toBe(0)
    expect(at.calls('op')).toHaveLength(asked + 1)
    expect(at.tree().get('home/.config/caddy/gandi-token')).toBe(`0600 ${secretValue('Gandi token', 'pat')}`)
  })

  test('one without secrets needs nothing that reads them', async () => {
    const lacked = { PATH: '/usr/bin:/bin' }
    const run = await at.play(['--tags', 'zot_metrics', '--check'], undefined, lacked)
    expect(run.tasks.filter(({ failed }) => failed).map(({ message }) => message)).toEqual([])
    const read = await at.play(['--tags', 'caddy', '--check'], undefined, lacked)
    expect(read.tasks.findLast(({ failed }) => failed)?.message).toMatch(
      /^Is op installed on this machine \(https:\S+\), and the vault unlocked\?$/m,
    )
    expect(read.changed).toEqual([])
  })

  test('a secret that somebody gives is not read', async () => {
    const asked = at.calls('op').length
    const run = await at.play(['--tags', 'caddy', '--extra-vars', JSON.stringify({ caddy_gandi_token: 'given' })])
    expect(run.code, failures(run)).toBe(0)
    expect(at.calls('op')).toHaveLength(asked)
    expect(at.tree().get('home/.config/caddy/gandi-token')).toBe('0600 given')
  })

  test('a role that fails keeps no service before it from its new files', async () => {
    const binary = join(at.home, 'code/3rd/caddy/bin/caddy')
    rmSync(binary)
    at.render(changed('24h', '48h'))
    const run = await at.play(['--tags', 'zot,caddy'])
    expect(run.code).toBe(2)
    expect(run.tasks.find(task => task.failed)?.message).toContain('caddy is missing')
    expect(named(run.changed)).toEqual([
      'Write ~/.config/zot/config.json',
      'Unload zot to read its files again',
      'Load zot again',
    ])
    writeProgram(binary)
    at.render(resolved)
  })

  test.each([
    ['is too old', 'echo 2.0.2', /borgmatic 2\.0\.3 or newer is needed; .*\n2\.0\.2\nInstall it with mise/],
    ['is missing', 'echo "no such tool: borgmatic" >&2; exit 1', /is needed; .*\nno such tool: borgmatic\nInstall it/],
  ])('a borgmatic that %s stops its role before it changes anything', async (_, mise, message) => {
    writeProgram(join(at.brew, 'opt/mise/bin/mise'), mise)
    const before = at.tree()
    const run = await at.play(['--tags', 'borgmatic'])
    expect(run.code).toBe(2)
    expect(run.tasks.find(task => task.failed)?.message).toMatch(message)
    expect(run.changed).toEqual([])
    expect(at.tree()).toEqual(before)
  })

  test('a program that nobody built stops its role and says how to get it', async () => {
    const elsewhere: Estate = blumeops
    at.render(JSON.parse(JSON.stringify(resolvedOf(elsewhere)).replaceAll('bin/zot-darwin-arm64', 'bin/zot-missing')))
    const run = await at.play(['--tags', 'zot'])
    expect(run.code).toBe(2)
    expect(run.tasks.find(task => task.failed)?.message).toMatch(
      /zot-missing is missing\.\nClone the copy on the forge/,
    )
    at.render(resolved)
  })
})
