/**
 * The whole playbook on this machine, into scratch folders, with stand-ins for the programs of macOS. The tests of one
 * block build on each other: they are the life of one host.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import { type Estate, type Resolved, resolve } from '@homelab/estate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { python } from '../python.ts'
import { type Run, type Scratch, scratch, secretValue, writeProgram } from './scratch.ts'

const tools = await python()

/** The estate with its data changed: strings that are equal to one become the other. */
function changed(from: string, to: string): Resolved {
  return JSON.parse(JSON.stringify(resolved).replaceAll(JSON.stringify(from), JSON.stringify(to)))
}

async function fresh(of: Resolved = resolved): Promise<Scratch> {
  if (tools === undefined) throw new Error('no Python')
  return scratch(tools, of)
}

function failures({ tasks, output }: Run): string {
  const failed = tasks.filter(task => task.failed)
  return failed.length === 0 ? output.slice(-2000) : JSON.stringify(failed, undefined, 1)
}

/** The estate without some services, and without some programs of others. */
function without(services: readonly string[], labels: readonly string[]): Resolved {
  const copy: Resolved = JSON.parse(JSON.stringify(resolved))
  const kept = copy.services.filter(({ name }) => !services.includes(name))
  for (const { workload } of kept as unknown as { workload: { programs?: { label?: string }[] } }[])
    if (workload.programs !== undefined)
      workload.programs = workload.programs.filter(({ label = '' }) => !labels.includes(label))
  return { ...copy, services: kept }
}

/** Task names without the role. */
function named(names: readonly string[]): string[] {
  return names.map(name => name.replace(/^\w+ : /, ''))
}

describe.skipIf(tools === undefined)('the life of a host', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  test('a check from nothing succeeds, tells what it would do, and touches nothing', async () => {
    const before = at.tree()
    const run = await at.play(['--check', '--diff'])
    expect(run.code, failures(run)).toBe(0)
    expect(run.changed.length).toBeGreaterThan(40)
    expect(at.tree()).toEqual(before)
    expect(at.runs()).toEqual([])
    expect(at.requests).toEqual([])
    for (const values of Object.values(at.secrets)) expect(run.output).not.toContain(values)
  })

  test('the first run sets up everything and starts each job once', async () => {
    const run = await at.play()
    expect(run.code, failures(run)).toBe(0)
    const labels = at.runs().map(({ label, domain, outcome }) => `${domain} ${label} ${outcome}`)
    expect(labels).toMatchInlineSnapshot(`
      [
        "gui/501 mcquack.eblume.alloy running",
        "system mcquack.eblume.macos-power-metrics exited",
        "gui/501 mcquack.eblume.borgmatic exited",
        "gui/501 mcquack.eblume.borgmatic-metrics exited",
        "gui/501 homebrew.mxcl.forgejo running",
        "gui/501 mcquack.eblume.zot running",
        "gui/501 mcquack.eblume.zot-metrics exited",
        "gui/501 mcquack.eblume.minikube-metrics exited",
        "gui/501 mcquack.jellyfin cannot execute",
        "gui/501 mcquack.eblume.jellyfin-metrics exited",
        "gui/501 mcquack.eblume.caddy running",
        "minikube/minikube containerd running",
      ]
    `)
    expect(at.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /api/v1/repos/eblume/blumeops/actions/secrets/ARGOCD_AUTH_TOKEN',
      'PUT /api/v1/repos/eblume/blumeops/actions/secrets/FLY_DEPLOY_TOKEN',
    ])
    expect(JSON.parse(at.requests[0]?.body ?? '')).toEqual({ data: secretValue('Forgejo Secrets', 'argocd_token') })
    expect(at.requests[0]?.authorization).toBe(`token ${secretValue('Forgejo Secrets', 'api-token')}`)
    for (const values of Object.values(at.secrets)) expect(run.output).not.toContain(values)
  })

  test('each secret is read once', () => {
    const reads = at.calls('op').map(call => call.arguments.join(' '))
    const perRun = reads.slice(reads.length / 2)
    expect(new Set(perRun).size).toBe(perRun.length)
    expect(perRun).toHaveLength(9)
  })

  test('secrets arrive as they are, in files that only the owner reads', () => {
    const tree = at.tree()
    const db = secretValue('borgmatic', 'db-password')
    expect(tree.get('home/.pgpass')).toMatch(/^0600 /)
    expect(tree.get('home/.pgpass')).toContain(`:borgmatic:${db.replaceAll(/[:\\]/g, String.raw`\$&`)}\n`)
    expect(tree.get('home/.config/caddy/gandi-token')).toBe(`0600 ${secretValue('Gandi token', 'pat')}`)
    expect(tree.get('home/.jellyfin-api-key')).toBe(`0600 ${secretValue('Jellyfin API key', 'credential')}`)
    expect(tree.get('homebrew/var/forgejo/custom/conf/app.ini')).toMatch(/^0600 /)
  })

  test('no path of the real host is left in what was written', () => {
    for (const [path, text] of at.tree()) expect(text, path).not.toMatch(/\/Users\/erichblume|\/opt\/homebrew/)
  })

  test('the second run changes nothing', async () => {
    const before = at.tree()
    const started = at.runs().length
    const run = await at.play()
    expect(run.code, failures(run)).toBe(0)
    expect(run.changed).toEqual([])
    expect(at.tree()).toEqual(before)
    expect(at.runs()).toHaveLength(started)
  })

  test('a changed setting restarts its service and no other', async () => {
    const started = at.runs().length
    at.render(changed('24h', '48h'))
    const run = await at.play(['--tags', 'zot,zot_metrics,jellyfin,caddy,forgejo'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual([
      'Write ~/.config/zot/config.json',
      'Unload zot to read its files anew',
      'Load zot again',
    ])
    expect(
      at
        .runs()
        .slice(started)
        .map(({ label }) => label),
    ).toEqual(['mcquack.eblume.zot'])
    at.render(resolved)
  })

  test('a changed setting of a service of Homebrew restarts it alone', async () => {
    const started = at.runs().length
    at.render(changed('Beyond coding. We Forge.', 'We forge.'))
    const run = await at.play(['--tags', 'forgejo,jellyfin'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(["Write Homebrew's var/forgejo/custom/conf/app.ini", 'Restart forgejo'])
    expect(
      at
        .runs()
        .slice(started)
        .map(({ label }) => label),
    ).toEqual(['homebrew.mxcl.forgejo'])
    at.render(resolved)
  })

  test('a renamed label: the old job is gone before the new one comes', async () => {
    const started = at.calls('launchctl').length
    // Other programs' property lists may be binary: https://en.wikipedia.org/wiki/Property_list#macOS
    writeFileSync(join(at.home, 'Library/LaunchAgents/another.plist'), Buffer.from('bplist00\xd1\x01\xe4', 'latin1'))
    at.render(changed('mcquack.jellyfin', 'media.jellyfin'))
    const run = await at.play(['--tags', 'jellyfin'])
    expect(run.code, failures(run)).toBe(0)
    const calls = at
      .calls('launchctl')
      .slice(started)
      .map(call => call.arguments.join(' ').replaceAll(at.home, '~'))
    expect(calls.filter(call => !call.startsWith('list'))).toEqual([
      'unload ~/Library/LaunchAgents/mcquack.jellyfin.plist',
      'load ~/Library/LaunchAgents/media.jellyfin.plist',
    ])
    expect(existsSync(join(at.home, 'Library/LaunchAgents/mcquack.jellyfin.plist'))).toBe(false)
    at.render(resolved)
  })

  test('a renamed label of a LaunchDaemon likewise', async () => {
    const started = at.calls('launchctl').length
    at.render(changed('mcquack.eblume.macos-power-metrics', 'media.power'))
    const run = await at.play(['--tags', 'alloy'])
    expect(run.code, failures(run)).toBe(0)
    const calls = at
      .calls('launchctl')
      .slice(started)
      .map(call => call.arguments.join(' ').replaceAll(at.root, ''))
    expect(calls.filter(call => !call.startsWith('list'))).toEqual([
      'unload /Library/LaunchDaemons/mcquack.eblume.macos-power-metrics.plist',
      'load /Library/LaunchDaemons/media.power.plist',
    ])
    at.render(resolved)
  })

  test('a job that somebody unloaded is loaded again', async () => {
    const jobs = join(at.state, 'jobs.json')
    const state = JSON.parse(readFileSync(jobs, 'utf8'))
    delete state['gui/501']['mcquack.eblume.zot-metrics']
    writeFileSync(jobs, JSON.stringify(state))
    const run = await at.play(['--tags', 'zot_metrics'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(['Load zot-metrics'])
  })

  test('a cluster with a new port is served anew, and only that', async () => {
    const file = join(at.state, 'minikube.json')
    const state = JSON.parse(readFileSync(file, 'utf8'))
    state.minikube.host = 'Stopped'
    writeFileSync(file, JSON.stringify(state))
    const run = await at.play(['--tags', 'minikube'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(['Start the cluster', 'Serve the API as svc:k8s'])
    const { port } = JSON.parse(readFileSync(file, 'utf8')).minikube
    const served = JSON.parse(readFileSync(join(at.state, 'tailscale.json'), 'utf8'))
    expect(served.Services['svc:k8s'].TCP['443'].TCPForward).toBe(`localhost:${port}`)
  })
})

describe.skipIf(tools === undefined)('one tag', () => {
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
    expect(at.calls('op')).toEqual([])
    expect([...at.tree().keys()].filter(path => !before.includes(path))).toEqual([
      'home/.config',
      'home/.config/zot',
      'home/.config/zot/config.json',
      'home/Library/LaunchAgents',
      'home/Library/LaunchAgents/mcquack.eblume.zot.plist',
      'home/zot',
    ])
  })

  test('a role that is included alone reads its own secrets', async () => {
    at.write('alone.yml', '- hosts: indri\n  gather_facts: false\n  roles: [caddy]\n')
    const run = await at.play([], 'playbooks/alone.yml')
    expect(run.code, failures(run)).toBe(0)
    expect(at.calls('op')).toHaveLength(1)
    expect(at.tree().get('home/.config/caddy/gandi-token')).toBe(`0600 ${secretValue('Gandi token', 'pat')}`)
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
      'Unload zot to read its files anew',
      'Load zot again',
    ])
    writeProgram(binary)
    at.render(resolved)
  })

  test('a cluster that does not start is told of, and is no failure', async () => {
    at.give('docker', { running: false })
    const run = await at.play(['--tags', 'minikube'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(['Install minikube', 'Install kubectl'])
    const told = run.tasks.find(task => task.name.endsWith('Warn that Docker does not run'))
    expect(told?.skipped).toBe(false)
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
    at.render(JSON.parse(JSON.stringify(resolve(elsewhere)).replaceAll('bin/zot-darwin-arm64', 'bin/zot-missing')))
    const run = await at.play(['--tags', 'zot'])
    expect(run.code).toBe(2)
    expect(run.tasks.find(task => task.failed)?.message).toMatch(/zot-missing is missing\. Clone the copy on the forge/)
    at.render(resolved)
  })
})

describe.skipIf(tools === undefined)('what no role knows any more', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  test('jobs of services that were removed or have dropped their last one go, slow ones too', async () => {
    const gone = ['mcquack.eblume.caddy', 'mcquack.eblume.zot-metrics', 'mcquack.eblume.macos-power-metrics']
    const lists = [
      `${at.home}/Library/LaunchAgents/mcquack.eblume.zot-metrics.plist`,
      `${at.home}/Library/LaunchAgents/mcquack.eblume.caddy.plist`,
      `${at.root}/Library/LaunchDaemons/mcquack.eblume.macos-power-metrics.plist`,
    ]
    await at.play(['--tags', 'alloy,zot_metrics,caddy'])
    // No other job is touched, whoever made it.
    const foreign = join(at.home, 'Library/LaunchAgents/foreign.plist')
    writeFileSync(foreign, '<!-- A job of another -->')
    expect(lists.map(path => existsSync(path))).toEqual([true, true, true])
    at.give('launchctl', { lingers: 2 })
    const started = at.calls('launchctl').length
    at.render(without(['caddy'], gone.slice(1)))
    // What has no tag runs whenever all roles do.
    const run = await at.play(['--tags', 'untagged'])
    expect(run.code, failures(run)).toBe(0)
    expect(lists.map(path => existsSync(path))).toEqual([false, false, false])
    expect(existsSync(foreign)).toBe(true)
    const calls = at.calls('launchctl').slice(started)
    const words = calls.map(call => call.arguments.join(' '))
    expect(words.filter(call => call.startsWith('unload')).toSorted()).toEqual(
      lists.map(path => `unload ${path}`).toSorted(),
    )
    expect(words.filter(call => call === 'list mcquack.eblume.caddy')).toHaveLength(3)
    const again = await at.play(['--tags', 'untagged'])
    expect(again.changed).toEqual([])
  })
})

describe.skipIf(tools === undefined)('without a secret nothing is changed', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
  })
  afterAll(() => at.remove())

  async function refused(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const before = at.tree()
    const run = await at.play([], undefined, env)
    expect(run.code).toBe(2)
    expect(run.changed).toEqual([])
    expect(at.tree()).toEqual(before)
    expect(at.runs()).toEqual([])
    return (
      run.tasks.find(task => task.failed && task.message !== '' && /gave no field/.test(task.message))?.message ?? ''
    )
  }

  test('a field that is absent', async () => {
    const op = join(at.state, 'op.json')
    const whole = readFileSync(op, 'utf8')
    writeFileSync(op, whole.replace('"pat":', '"other":'))
    expect(await refused()).toMatch(
      /^1Password gave no field "pat" of item "Gandi token":\n.*does not have a field 'pat'\n.*op:\/\/\w+\/mco6ka3dc3rmw7zkg2dhia5d2m\/pat/,
    )
    writeFileSync(op, whole)
  })

  test('a vault that is locked', async () => {
    const op = join(at.state, 'op.json')
    const whole = readFileSync(op, 'utf8')
    writeFileSync(op, whole.replace('"signed-in"', '"locked"'))
    expect(await refused()).toMatch(/"db-password" of item "borgmatic":\n.*authorization timeout/)
    writeFileSync(op, whole)
  })

  test('no op on this machine', async () => {
    expect(await refused({ PATH: '/usr/bin:/bin' })).toMatch(/"borgmatic":\n.+\n.*\nIs op installed on this machine/)
  })
})
