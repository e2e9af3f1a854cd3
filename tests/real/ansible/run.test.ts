/**
 * The whole playbook on this machine, into scratch folders, with stand-ins for the programs of macOS. The tests build on
 * each other: they are the life of one host.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostSources } from '@homelab/synth/drift'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { changed, failures, fresh, named, playable } from './playing.ts'
import { type Scratch, secretValue } from './scratch.ts'

describe.skipIf(!playable)('the life of a host', () => {
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

  test('the first run sets up everything and starts each job once, but for those that wait for their clock', async () => {
    const run = await at.play()
    expect(run.code, failures(run)).toBe(0)
    const labels = at.runs().map(({ label, domain, outcome }) => `${domain} ${label} ${outcome}`)
    expect(labels).toMatchInlineSnapshot(`
      [
        "gui/501 mcquack.eblume.alloy running",
        "system mcquack.eblume.macos-power-metrics exited",
        "gui/501 mcquack.eblume.borgmatic-metrics exited",
        "gui/501 homebrew.mxcl.forgejo running",
        "gui/501 mcquack.eblume.zot running",
        "gui/501 mcquack.eblume.zot-metrics exited",
        "minikube/minikube containerd running",
        "gui/501 mcquack.eblume.minikube-metrics exited",
        "gui/501 mcquack.jellyfin running",
        "gui/501 mcquack.eblume.jellyfin-metrics exited",
        "gui/501 mcquack.eblume.caddy running",
      ]
    `)
    expect(at.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /api/v1/repos/eblume/blumeops/actions/secrets/ARGOCD_AUTH_TOKEN',
      'PUT /api/v1/repos/eblume/blumeops/actions/secrets/FLY_DEPLOY_TOKEN',
      'PUT /api/v1/repos/eblume/blumeops/actions/secrets/REGISTRY_PUSH_PASSWORD',
    ])
    expect(JSON.parse(at.requests[0]?.body ?? '')).toEqual({ data: secretValue('Forgejo Secrets', 'argocd_token') })
    expect(at.requests[0]?.authorization).toBe(`token ${secretValue('Forgejo Secrets', 'api-token')}`)
    for (const values of Object.values(at.secrets)) expect(run.output).not.toContain(values)
  })

  test('each secret is read once', () => {
    const reads = at.calls('op').map(call => call.arguments.join(' '))
    const perRun = reads.slice(reads.length / 2)
    expect(new Set(perRun).size).toBe(perRun.length)
    expect(perRun).toHaveLength(13)
  })

  test('secrets arrive as they are, in files that only the owner reads', () => {
    const tree = at.tree()
    const db = secretValue('borgmatic', 'db-password')
    expect(tree.get('home/.pgpass')).toMatch(/^0600 /)
    expect(tree.get('home/.pgpass')).toContain(`:borgmatic:${db.replaceAll(/[:\\]/g, String.raw`\$&`)}\n`)
    expect(tree.get('home/.config/caddy/gandi-token')).toBe(`0600 ${secretValue('Gandi token', 'pat')}`)
    expect(tree.get('home/.jellyfin-api-key')).toBe(`0600 ${secretValue('Jellyfin API key', 'credential')}`)
    expect(tree.get('home/.config/zot/htpasswd')).toBe(
      `0600 ${secretValue('Zot', 'push-line')}\n${secretValue('Zot', 'metrics-line')}\n`,
    )
    expect(tree.get('home/.config/zot/metrics-password')).toBe(`0600 ${secretValue('Zot', 'metrics-password')}`)
    expect(tree.get('homebrew/var/forgejo/custom/conf/app.ini')).toMatch(/^0600 /)
  })

  test('no path of the real host is left in what was written', () => {
    // A copy lies below another folder at its database's own path, which is no path of the host.
    const real = /(?<![\w.-])\/(?:Users\/erichblume|opt\/homebrew)/
    for (const [path, text] of at.tree()) expect(text, path).not.toMatch(real)
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

  test('drift: a host as it was set up has none; what was changed, deleted or left there by hand is told by role', async () => {
    const [source] = hostSources(resolved, at.read)
    const zot = join(at.home, '.config/zot/config.json')
    const caddy = join(at.home, 'Library/LaunchAgents/mcquack.eblume.caddy.plist')
    const orphan = join(at.home, 'Library/LaunchAgents/mcquack.old.plist')
    const kept = [zot, caddy].map(path => [path, readFileSync(path, 'utf8')] as const)
    const before = at.tree()
    expect(await source?.ask()).toMatchObject({ differences: [], unasked: [] })
    expect(at.tree()).toEqual(before)
    writeFileSync(zot, '{}\n')
    rmSync(caddy)
    writeFileSync(orphan, '<!--\n  A job of the service old.\n-->\n')
    const { differences = [], unasked } = (await source?.ask()) ?? {}
    expect(unasked).toEqual([])
    expect(differences.map(({ what, how }) => `${how} ${what}`)).toEqual([
      'changed the playbook itself',
      'changed role zot',
      'changed role caddy',
    ])
    expect(JSON.stringify(differences)).toContain('Write ~/.config/zot/config.json')
    for (const values of Object.values(at.secrets)) expect(JSON.stringify(differences)).not.toContain(values)
    for (const [path, text] of kept) writeFileSync(path, text)
    rmSync(orphan)
    expect(at.tree()).toEqual(before)
  })

  test('a changed setting restarts its service and no other', async () => {
    const started = at.runs().length
    at.render(changed('24h', '48h'))
    const run = await at.play(['--tags', 'zot,zot_metrics,jellyfin,caddy,forgejo'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual([
      'Write ~/.config/zot/config.json',
      'Unload zot to read its files again',
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

  test('a renamed label of a LaunchDaemon as well', async () => {
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

  test('a cluster with a new port is served again, and only that', async () => {
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
