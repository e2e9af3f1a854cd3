/** Names that a host serves in its tailnet, as Tailscale's own daemon has them after the role was played. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostService } from '@homelab/ansible-gen'
import { host, http, service, tagged, tcp } from '@homelab/estate'
import { known, lookup, type ResolvedWithWorkloads, resolvedOf, type Verdict, verdictOn } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../../findings/parts.ts'
import { failures, named } from '../ansible/playing.ts'
import { type Run, type Scratch, scratch } from '../ansible/scratch.ts'
import { python } from '../python.ts'
import { type Machine, machine, runnable } from './programs.ts'

const tools = await python()
const name = 'svc:code'

function lab(port: number): ResolvedWithWorkloads {
  const server = host('server', {
    ...{ platform: 'linux', role: 'x', user: 'root', home: '/root' },
    tailnet: tagged('tag:server'),
  })
  const forge = service(import.meta, 'forge', {
    title: 'Forge',
    summary: 'keeps code',
    ports: { http: http(port), ssh: tcp(2200) },
    workload: hostService({ at: server }),
    routes: {
      tailnet: [
        { port: 'http', host: 'code' },
        { port: 'ssh', host: 'code', listen: 22 },
      ],
    },
  })
  return resolvedOf(fixture(import.meta, { hosts: [server], clusters: [], services: [forge] }))
}

const served = {
  TCP: { 22: { TCPForward: 'localhost:2200' }, 443: { HTTPS: true } },
  Web: { 'code.tail.example.org:443': { Handlers: { '/': { Proxy: 'http://localhost:3001' } } } },
}
const serving = [`Serve ${name} on 443`, `Serve ${name} on 22`]

describe.skipIf(tools === undefined || !runnable)('a name that a host serves', () => {
  let at: Scratch
  let own: Machine
  const play = (...options: readonly string[]): Promise<Run> =>
    at.play(['--tags', 'forge', ...options], 'playbooks/server.yml', { PATH: `${own.bin}:${at.env['PATH']}` })
  const played = async (...options: readonly string[]): Promise<string[]> => {
    const run = await play(...options)
    expect(run.code, failures(run)).toBe(0)
    return named(run.changed)
  }
  const is = async (): Promise<unknown> => JSON.parse(await own.run('serve', 'status', '--json')).Services?.[name]
  /** What whoever asks after the services is told. */
  const asked = async (): Promise<Verdict | undefined> => {
    const { parts, services } = lab(3001)
    const question = services[0]?.runs.questions.find(({ about }) => about === `forge/unit/${name}`)?.asked
    const [program, ...words] = question?.run.kind === 'command' ? question.run.words : []
    expect(program).toBe('tailscale')
    const said = await execa(join(own.bin, 'tailscale'), words.map(String), { reject: false })
    const { exitCode = -1, stdout, stderr } = said
    return question && verdictOn(parts, question.judged, { exitCode, stdout, stderr, problem: 'it ended badly' })
  }

  beforeAll(async () => {
    if (tools === undefined) return
    own = await machine('server.tail.example.org', 'tag:server')
    at = await scratch(tools, lab(3001))
  })
  afterAll(async () => {
    own?.remove()
    await at?.remove()
  })

  test('a check serves nothing', async () => {
    await played('--check')
    expect(await is()).toBeUndefined()
    expect(await asked()).toMatchObject({ state: 'down' })
  })

  test('is served as its routes say, and then left alone', async () => {
    expect(await played()).toEqual(serving)
    expect(await is()).toEqual(served)
    expect(await asked()).toEqual({ state: 'up', detail: 'served' })
    expect(await played()).toEqual([])
  })

  test('that somebody drained is told to the tailnet again', async () => {
    await own.run('serve', 'drain', name)
    expect(await asked()).toMatchObject({ state: 'down' })
    expect(await played()).toEqual(serving)
    expect(await asked()).toMatchObject({ state: 'up' })
  })

  test('what else is served under it goes, and names of others stay', async () => {
    await own.run('serve', `--service=${name}`, '--tcp=25', 'tcp://localhost:2525')
    await own.run('serve', '--service=svc:other', '--tcp=25', 'tcp://localhost:2525')
    expect(await played()).toEqual([`Serve nothing else as ${name}`, ...serving])
    expect(await is()).toEqual(served)
    expect(await own.run('serve', 'status', '--json')).toContain('svc:other')
  })

  test('follows its port', async () => {
    at.render(lab(3002))
    expect(await played()).toEqual([`Serve nothing else as ${name}`, ...serving])
    expect(JSON.stringify(await is())).toContain('http://localhost:3002')
    expect(await asked()).toEqual({ state: 'down', detail: 'the host does not serve tcp:443 http://localhost:3001' })
  })

  test('is gone by the command of its plan and its guide', async () => {
    const service = lookup(lab(3001)).service('forge')
    const removal = service?.runs.operations.find(({ does }) => does === 'remove')?.run
    expect(known(service?.runs.units ?? [])).toHaveLength(1)
    const [sudo, program, ...words] = removal?.kind === 'command' ? removal.words : []
    expect([sudo, program]).toEqual(['sudo', 'tailscale'])
    await own.run(...words.map(String))
    expect(await is()).toBeUndefined()
  })

  // Why the role says it in words of the command line.
  test('a file of settings would serve it without a certificate', async () => {
    const file = join(at.folder, 'served.json')
    writeFileSync(file, JSON.stringify({ version: '0.0.1', endpoints: { 'tcp:443': 'http://localhost:3001' } }))
    await own.run('serve', 'set-config', '--service=svc:settings', file)
    const { Services } = JSON.parse(await own.run('serve', 'status', '--json'))
    expect(Services['svc:settings'].TCP).toEqual({ 443: { HTTP: true } })
  })
})

describe.skipIf(!runnable)('a machine without tags', () => {
  test('serves no name: what the finding is about', async () => {
    const own = await machine('desk.tail.example.org')
    try {
      const words = ['serve', `--service=${name}`, '--https=443', 'http://localhost:3001']
      await expect(own.run(...words)).rejects.toThrow(/must be tagged/)
    } finally {
      own.remove()
    }
  })
})
