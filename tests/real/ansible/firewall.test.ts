/** A firewall as the kernel has it: its role on a scratch host, whose nft works in a network of its own, and who gets in there. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import workshop from '../../fixtures/workshop/estate.ts'
import { render } from '../../support/render.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { failures, named } from './playing.ts'
import { type Run, type Scratch, scratch } from './scratch.ts'

const tools = await python()
const missing = ['nft', 'ip', 'nsenter', 'unshare'].find(program => findProgram(program) === undefined)
const here = process.getuid?.() === 0 && missing === undefined
if (!here) skipped(missing ?? 'root, which a network of its own needs')

/** The estate with the firewall alone, without its package: of which ranges, and for how long new rules are tried. */
function walled(lan: readonly string[] = ['192.0.2.0/24'], trySeconds = 60): ResolvedWithWorkloads {
  const copy: ResolvedWithWorkloads = JSON.parse(JSON.stringify(resolvedOf(workshop)))
  const own = copy.services.find(({ name }) => name === 'doorman')?.workload as unknown as {
    packages?: unknown
    programs: { lan: readonly string[]; trySeconds: number }[]
  }
  delete own.packages
  for (const program of own.programs) Object.assign(program, { lan, trySeconds })
  return copy
}

/** A network of its own, as long as its process lives. */
async function network(): Promise<ChildProcess> {
  const child = spawn('unshare', ['--net', 'sh', '-c', 'echo ready; exec sleep 600'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise(done => child.stdout?.once('data', done))
  return child
}

/** The interfaces that Docker makes for the networks of a project, by the names that it reads. */
const bridges: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<{ driver_opts?: Readonly<Record<string, string>> }>(
    parse(
      (render(workshop).files.get('ansible/roles/photos/templates/compose.yaml.j2') ?? '').replaceAll(
        /\{\{.*?\}\}/g,
        '',
      ),
    ).networks,
  ).map(([name, { driver_opts }], index) => [
    name,
    driver_opts?.['com.docker.network.bridge.name'] ?? `br-0123456789a${index}`,
  ]),
)

/** A bridge of the host, and what stands behind it. */
function bridged(bridge: string, address: string, own: string, theirs: string, behind: ChildProcess) {
  return [
    ['ip', 'link', 'add', bridge, 'type', 'bridge'],
    ['ip', 'link', 'add', own, 'type', 'veth', 'peer', 'name', theirs, 'netns', String(behind.pid)],
    ['ip', 'link', 'set', own, 'master', bridge],
    ['ip', 'link', 'set', own, 'up'],
    ['ip', 'address', 'add', address, 'dev', bridge],
    ['ip', 'link', 'set', bridge, 'up'],
  ] as const
}

describe.skipIf(tools === undefined || !here)('a firewall', () => {
  let at: Scratch
  let [host, others, container]: ChildProcess[] = []
  const within = (of: ChildProcess | undefined, ...words: readonly string[]) =>
    execa('nsenter', [`--net=/proc/${of?.pid}/ns/net`, ...words], { reject: false })
  const play = (...options: readonly string[]): Promise<Run> =>
    at.play(['--tags', 'doorman', ...options], 'playbooks/bench.yml')
  const kernel = async (): Promise<string> => (await within(host, 'nft', 'list', 'ruleset')).stdout

  beforeAll(async () => {
    if (tools === undefined) return
    host = await network()
    others = await network()
    container = await network()
    // The others are the proxy, a machine of the local network, and one of the internet: behind a bridge, as many hosts have one.
    for (const words of [
      ...bridged('br-lan', '192.0.2.30/24', 'lan0', 'out0', others),
      ...bridged(bridges['front'] ?? '', '172.18.0.1/16', 'front0', 'eth0', container),
      ...bridged(bridges['tables'] ?? '', '172.19.0.1/16', 'tables0', 'eth1', container),
      ['ip', 'link', 'set', 'lo', 'up'],
      ['ip', 'route', 'add', 'default', 'dev', 'br-lan'],
    ])
      expect((await within(host, ...words)).stderr).toBe('')
    for (const [device, address] of [
      ['eth0', '172.18.0.2/16'],
      ['eth1', '172.19.0.2/16'],
    ] as const) {
      await within(container, 'ip', 'address', 'add', address, 'dev', device)
      await within(container, 'ip', 'link', 'set', device, 'up')
    }
    for (const address of ['192.0.2.31/24', '192.0.2.99/24', '198.51.100.7/32'])
      await within(others, 'ip', 'address', 'add', address, 'dev', 'out0')
    await within(others, 'ip', 'link', 'set', 'out0', 'up')
    at = await scratch(tools, walled())
    for (const folder of ['etc/systemd/system', 'usr/sbin']) mkdirSync(join(at.root, folder), { recursive: true })
    const nft = join(at.root, 'usr/sbin/nft')
    writeFileSync(nft, `#!/bin/sh\nexec nsenter --net=/proc/${host.pid}/ns/net /usr/sbin/nft "$@"\n`)
    chmodSync(nft, 0o755)
    at.give('systemd', { folder: join(at.root, 'etc/systemd/system'), ends: {} })
  })
  afterAll(async () => {
    await at?.remove()
    for (const each of [host, others, container]) each?.kill()
  })

  test('a check from nothing succeeds, and leaves everybody in', async () => {
    const run = await play('--check', '--diff')
    expect(run.code, failures(run)).toBe(0)
    expect(await kernel()).toBe('')
  })

  test('its rules are tried, kept and there after a start; a second run changes nothing', async () => {
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(
      expect.arrayContaining([
        'Write /etc/firewall/next.nft',
        'Try the new rules for 60 seconds',
        'Keep the new rules',
      ]),
    )
    expect(await kernel()).toContain('policy drop')
    expect(readFileSync(join(at.root, 'etc/firewall/rules.nft'), 'utf8')).toContain('policy drop')
    const again = await play()
    expect([again.code, again.changed], failures(again)).toEqual([0, []])
  })

  /** Whether somebody with this address gets an answer: of nobody who listens, where nobody does. */
  async function reaches(from: string, port: number, udp = false, by = others, to = '192.0.2.30'): Promise<boolean> {
    const code = [
      'import socket, sys',
      `s = socket.socket(socket.AF_INET, socket.${udp ? 'SOCK_DGRAM' : 'SOCK_STREAM'})`,
      's.settimeout(2)',
      `s.bind(("${from}", 0))`,
      'try:',
      `    s.connect(("${to}", ${port}))`,
      ...(udp ? ['    s.send(b"x")', '    s.recv(1)'] : []),
      'except ConnectionRefusedError: sys.exit(0)',
      'except TimeoutError: sys.exit(1)',
      'sys.exit(0)',
    ].join('\n')
    const { exitCode, stderr } = await within(by, 'python3', '-c', code)
    expect(stderr).toBe('')
    return exitCode === 0
  }

  test.each([
    ['the proxy', '192.0.2.31', [22, 2283], [9180, 80]],
    ['a neighbour', '192.0.2.99', [22], [2283, 9180, 80]],
    ['a stranger', '198.51.100.7', [], [22, 2283, 9180, 80]],
  ])('%s reaches what is for it, and nothing else', async (_, from, yes, no) => {
    const asked = await Promise.all([...yes, ...no].map(async port => [port, await reaches(from, port)]))
    expect(asked).toEqual([...yes.map(port => [port, true]), ...no.map(port => [port, false])])
    expect(await reaches(from, 9100, true)).toBe(from.startsWith('192.0.2.'))
  })

  test('containers reach the host by the networks of their project, and by none that is internal', async () => {
    expect(await reaches('172.18.0.2', 80, false, container, '172.18.0.1')).toBe(true)
    expect(await reaches('172.19.0.2', 80, false, container, '172.19.0.1')).toBe(false)
  })

  test('others are tried in the place of the former, whose table they take', async () => {
    at.render(walled(['198.51.100.0/24', '192.0.2.0/24']))
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    expect(await reaches('198.51.100.7', 22)).toBe(true)
    expect((await kernel()).match(/^table /gm)).toHaveLength(1)
  })

  test('what nft refuses is neither written nor loaded', async () => {
    const before = await kernel()
    at.render(walled(['192.0.2.0/24', '192.0.2.0/33']))
    const run = await play()
    expect(run.code).toBe(2)
    expect(run.tasks.find(({ failed }) => failed)?.message).toMatch(/validate|Could not resolve|syntax error|Error/)
    expect(await kernel()).toBe(before)
  })

  test('rules by which nobody gets in go by themselves, and the former are back', async () => {
    const kept = readFileSync(join(at.root, 'etc/firewall/rules.nft'), 'utf8')
    const script = join(at.root, 'etc/firewall/rules')
    writeFileSync(script, readFileSync(script, 'utf8').replace(/TRY_SECONDS=\S+/, 'TRY_SECONDS=2'))
    const next = join(at.root, 'etc/firewall/next.nft')
    writeFileSync(next, kept.replaceAll('192.0.2.0/24', '203.0.113.0/24'))
    expect(await execa(script, ['try'])).toMatchObject({ exitCode: 0 })
    expect(await reaches('192.0.2.99', 22)).toBe(false)
    await expect.poll(() => reaches('192.0.2.99', 22), { timeout: 10_000 }).toBe(true)
    expect(existsSync(join(at.root, 'etc/firewall/waiting'))).toBe(false)
    const late = await execa(script, ['keep'], { reject: false })
    expect([late.exitCode, late.stderr]).toEqual([1, expect.stringContaining('the rules are those from before')])
    expect(readFileSync(join(at.root, 'etc/firewall/rules.nft'), 'utf8')).toBe(kept)
  })
})
