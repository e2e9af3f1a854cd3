/** Roles end well only when what they set to work does work; else they say what does not, and where its log is. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import minilab from '@homelab/app-minilab'
import { type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { python } from '../python.ts'
import { failures, named } from './playing.ts'
import { type Run, type Scratch, scratch, writeProgram } from './scratch.ts'

const tools = await python()

async function hostOf(of: ResolvedWithWorkloads): Promise<Scratch> {
  if (tools === undefined) throw new Error('no Python')
  return scratch(tools, of)
}

function message({ tasks }: Run): string | undefined {
  return tasks.find(({ failed }) => failed)?.message
}

describe.skipIf(tools === undefined)('on a Mac', () => {
  let at: Scratch
  const label = (name: string): string => `mcquack.eblume.${name}`
  beforeAll(async () => {
    at = await hostOf(resolved)
  })
  afterAll(() => at.remove())

  test('an agent that is loaded, and whose process has ended', async () => {
    at.give('launchctl', { ends: { [label('zot')]: 78 } })
    const run = await at.play(['--tags', 'zot'])
    expect(run.code).toBe(2)
    expect(run.tasks.filter(({ failed }) => failed).map(({ name }) => named([name])[0])).toEqual([
      'Confirm that zot runs',
    ])
    expect(message(run)).toMatch(/^zot does not run\..*"Label" = "mcquack.eblume.zot";.*Its last exit code: 78\n/s)
    expect(message(run)).toMatch(/\nIts log: .*\/home\/Library\/Logs\/mcquack\.zot\.err\.log/)
  })

  test('it stays a failure on the next run, which starts nothing', async () => {
    const run = await at.play(['--tags', 'zot'])
    expect([run.code, run.changed]).toEqual([2, []])
  })

  test('a job that runs now and then may fail, but must be able to begin', async () => {
    at.give('launchctl', { ends: { [label('zot-metrics')]: 1 } })
    const failed = await at.play(['--tags', 'zot_metrics'])
    expect(failed.code, failures(failed)).toBe(0)
    at.give('launchctl', { ends: { [label('minikube-metrics')]: 127 } })
    const missing = await at.play(['--tags', 'minikube_metrics'])
    expect(missing.code).toBe(2)
    expect(message(missing)).toMatch(/^minikube-metrics does not run\..*Its last exit code: 127\n/s)
  })

  test('a service of Homebrew that starts and ends', async () => {
    at.give('launchctl', { ends: { 'homebrew.mxcl.forgejo': 1 } })
    const run = await at.play(['--tags', 'forgejo'])
    expect(run.code).toBe(2)
    expect(message(run)).toMatch(/^forgejo does not run\..*"status": ?"error".*\nIts log: .*\/var\/log\/forgejo\.log/s)
  })

  test('is started again by the next run, when the cause is gone', async () => {
    at.give('launchctl', {})
    const run = await at.play(['--tags', 'forgejo'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(['Start forgejo that has ended'])
  })
})

describe.skipIf(tools === undefined)('on Linux', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await hostOf(atHome(resolvedOf(minilab)))
    mkdirSync(join(at.root, 'etc/systemd/system'), { recursive: true })
    units({})
    writeProgram(join(at.home, 'bin/caddy'))
  })
  afterAll(() => at.remove())

  function units(ends: Readonly<Record<string, number>>): void {
    at.give('systemd', { folder: join(at.root, 'etc/systemd/system'), ends })
  }
  const play = (role: string): Promise<Run> => at.play(['--tags', role], 'playbooks/nuc.yml')

  test('units that run', async () => {
    const run = await play('caddy,housekeeping')
    expect(run.code, failures(run)).toBe(0)
    const again = await play('caddy,housekeeping')
    expect([again.code, again.changed], failures(again)).toEqual([0, []])
  })

  test('a unit that ends and is started again and again', async () => {
    units({ 'lab-caddy.service': 1 })
    at.give('systemd-units', {})
    const run = await play('caddy')
    expect(run.code).toBe(2)
    expect(message(run)).toMatch(
      /^lab-caddy\.service does not run\..*ActiveState=activating\nSubState=auto-restart.*\nIts log: journalctl --unit=lab-caddy\.service$/s,
    )
  })

  test.each([
    ['fails, for reasons that may pass', 1, 0],
    ['could not even begin', 203, 2],
  ])('a timer whose service %s', async (_, status, code) => {
    const timer = { enabled: true, state: { ActiveState: 'active', SubState: 'waiting' } }
    const state = { ActiveState: 'failed', SubState: 'failed', Result: 'exit-code', ExecMainStatus: String(status) }
    at.give('systemd-units', { 'lab-housekeeping.timer': timer, 'lab-housekeeping.service': { state } })
    const run = await play('housekeeping')
    expect(run.code, failures(run)).toBe(code)
    if (code !== 0) expect(message(run)).toMatch(/^lab-housekeeping\.timer does not run\..*ExecMainStatus=203/s)
  })
})

/** With the program that somebody builds in the home, without packages and users: this machine's own are left alone. */
function atHome(of: ResolvedWithWorkloads): ResolvedWithWorkloads {
  const copy: ResolvedWithWorkloads = JSON.parse(
    JSON.stringify(of)
      .replaceAll('/usr/local/bin/caddy', `${of.hosts[0]?.home}/bin/caddy`)
      .replaceAll('"user":"caddy"', '"user":"root"'),
  )
  for (const { workload } of copy.services as unknown as { workload: { packages?: unknown; users?: unknown } }[]) {
    delete workload.packages
    delete workload.users
  }
  return copy
}
