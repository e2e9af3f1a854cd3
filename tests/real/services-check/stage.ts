/** A stand-in for everything that the list asks: servers on this machine, programs on PATH, a host's files. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Check, Machine, Question } from '@homelab/checkup'
import { certificatesFor } from '../edge/certificates.ts'

const bin = join(import.meta.dirname, 'bin')

/** How one thing is taken down. */
type Kill = () => Promise<void> | void

export interface Stage {
  readonly folder: string
  /** Environment of the process that asks. */
  readonly env: Readonly<Record<'PATH' | 'HOME' | 'STAGE' | 'NODE_EXTRA_CA_CERTS' | 'KUBECONFIG', string>>
  /** A file for `--connect-to`. */
  readonly connectTo: string
  /** Takes down what a check asks; the returned function sets it up again. */
  kill(check: Check): Promise<Kill>
  end(): Promise<void>
}

export async function stage(checks: readonly Check[]): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'services-check-'))
  const names = checks.flatMap(({ ask }) => (ask.kind === 'http' ? [new URL(ask.url).hostname] : []))
  const certificates = await certificatesFor(folder, [...new Set(names)])
  const tls = { key: readFileSync(certificates.key), cert: readFileSync(certificates.certificate) }
  const connections: Record<string, string> = {}
  const up = new Map<Check, StandIn>()
  for (const check of checks) up.set(check, await standIn(check.ask, { folder, tls, connections }))
  writeFiles(
    folder,
    checks.map(({ ask }) => ask),
  )
  const connectTo = join(folder, 'connect-to.json')
  writeFileSync(connectTo, JSON.stringify(connections))
  return {
    folder,
    env: {
      PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
      HOME: join(folder, 'home'),
      STAGE: folder,
      NODE_EXTRA_CA_CERTS: certificates.authority,
      KUBECONFIG: join(folder, 'none'),
    },
    connectTo,
    kill: async check => {
      const { stop } = up.get(check) ?? { stop: undefined }
      if (stop === undefined) return breakFiles(folder, checks, check)
      return stop()
    },
    end: async () => {
      for (const { end } of up.values()) await end?.()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface StandIn {
  /** Absent: what answers is files. */
  readonly stop?: () => Promise<Kill>
  readonly end?: () => Promise<void>
}

interface Setting {
  readonly folder: string
  readonly tls: { readonly key: Buffer; readonly cert: Buffer }
  /** Gains `NAME:PORT` -> where the stand-in listens. */
  readonly connections: Record<string, string>
}

async function standIn(ask: Question, setting: Setting): Promise<StandIn> {
  switch (ask.kind) {
    case 'http': {
      const { hostname, port, protocol } = new URL(ask.url)
      const secure = protocol === 'https:'
      const answer = (_: unknown, response: { end: (text: string) => void }): void => response.end('fine')
      const server = secure ? createHttpsServer(setting.tls, answer) : createHttpServer(answer)
      return listening(server, `${hostname}:${port === '' ? (secure ? 443 : 80) : port}`, setting)
    }
    case 'tcp':
      return listening(
        createServer(socket => socket.write('SSH-2.0-Go\r\n')),
        `${ask.host}:${ask.port}`,
        setting,
      )
    case 'postgres':
      return listening(createServer(postgres), `${ask.host}:${ask.port}`, setting)
    default:
      return {}
  }
}

/** Has no TLS, and wants a password. */
function postgres(socket: Socket): void {
  socket.once('data', () => {
    socket.write('N')
    socket.once('data', () => socket.write(Buffer.from('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1')))
  })
}

async function listening(server: Server, name: string, { connections }: Setting): Promise<StandIn> {
  const open = new Set<Socket>()
  server.on('connection', socket => {
    open.add(socket)
    socket.on('error', () => undefined).once('close', () => open.delete(socket))
  })
  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  connections[name] = `127.0.0.1:${port}`
  return {
    stop: async () => {
      await close()
      return () => listen(port)
    },
    end: close,
  }
}

/** Everything that is asked through programs, as it is when all is well. */
function writeFiles(folder: string, questions: readonly Question[]): void {
  for (const name of ['launchctl', 'stat']) writeProgram(folder, questions, name, 'brew/bin')
  for (const name of ['brew', 'minikube', 'kubectl']) writeProgram(folder, questions, name, 'brew/bin')
  write(folder, 'pods.json', JSON.stringify({ items: questions.flatMap(podsFor) }))
  write(folder, 'applications.json', JSON.stringify({ items: questions.flatMap(ask => applicationFor(ask)) }))
  write(folder, 'readyz', 'ok')
  for (const ask of questions) {
    if (!('on' in ask)) continue
    for (const [path, text] of Object.entries(filesFor(ask))) write(folder, `hosts/${ask.on.name}/${path}`, text)
  }
}

function writeProgram(folder: string, questions: readonly Question[], name: string, to: string): void {
  for (const machine of new Set(questions.flatMap(ask => ('on' in ask ? [ask.on.name] : [])))) {
    const path = join(folder, 'hosts', machine, to, name)
    mkdirSync(dirname(path), { recursive: true })
    cpSync(join(bin, name), path)
    chmodSync(path, 0o755)
  }
}

type OnMachine = Extract<Question, { readonly on: Machine }>

function filesFor(ask: OnMachine): Readonly<Record<string, string>> {
  if (ask.kind === 'textfile') return { [textfilePath(ask.path)]: 'up 1\n' }
  const { program, name, root, kept } = toldBy(ask)
  switch (program) {
    case 'launchctl':
      return { [`launchd/${name}`]: job(name, root, kept) }
    case 'brew':
      return { [`services/${name}.json`]: brewInfo(name, true) }
    case 'minikube':
      return { 'minikube.json': minikubeStatus(name, 'Running', 'Running') }
    default:
      return { readyz: 'ok' }
  }
}

/** What a question asks of which program, by the words that are typed. */
function toldBy({ words, judged }: Extract<Question, { readonly kind: 'command' }>) {
  const typed = words.map(word => (typeof word === 'string' ? word : word.shell))
  const [program = '', , , third = ''] = typed
  const name = program === 'launchctl' ? (typed[2] ?? '').replace('system/', '') : third
  const facts = judged.by === 'part' ? judged.facts : {}
  return { program, name, root: typed[1] === 'print', kept: facts['kept'] === true }
}

/** The prefix of Homebrew is a folder of the host's. */
function textfilePath(path: string): string {
  return path.replace('/opt/homebrew/', 'brew/')
}

function job(label: string, root: boolean, runs: boolean): string {
  if (root) return `system/${label} = {\n\tstate = not running\n\tlast exit code = 0\n}\n`
  return `{\n\t"Label" = "${label}";\n\t"LastExitStatus" = 0;\n${runs ? '\t"PID" = 400;\n' : ''}};\n`
}

function brewInfo(name: string, running: boolean): string {
  return JSON.stringify([{ name, running, status: running ? 'started' : 'none', exit_code: null }])
}

/** Stopped as after a power loss: https://github.com/kubernetes/minikube/blob/v1.37.0/pkg/minikube/cluster/status.go */
function minikubeStatus(name: string, host: string, inside: string): string {
  return `{"Name":"${name}","Host":"${host}","Kubelet":"${inside}","APIServer":"${inside}","Kubeconfig":"Configured","Worker":false}`
}

function podsFor(ask: Question): readonly object[] {
  if (ask.kind !== 'pods') return []
  const { namespace, labels } = ask
  return [
    {
      metadata: { name: `${namespace}-pod`, namespace, labels },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    },
  ]
}

function applicationFor(ask: Question, sync = 'Synced'): readonly object[] {
  if (ask.kind !== 'delivered') return []
  return [{ metadata: { name: ask.name }, status: { sync: { status: sync }, health: { status: 'Healthy' } } }]
}

function breakCommand(folder: string, ask: Extract<Question, { readonly kind: 'command' }>): void {
  const { program, name } = toldBy(ask)
  const at = `hosts/${ask.on.name}`
  if (program === 'brew') write(folder, `${at}/services/${name}.json`, brewInfo(name, false))
  else if (program === 'minikube') write(folder, `${at}/minikube.json`, minikubeStatus(name, 'Running', 'Stopped'))
  else rmSync(join(folder, at, program === 'launchctl' ? `launchd/${name}` : 'readyz'))
}

/** Takes down what a check asks through programs. */
function breakFiles(folder: string, checks: readonly Check[], check: Check): Kill {
  const others = checks.filter(other => other !== check).map(({ ask }) => ask)
  const { ask } = check
  const restore = (): void => writeFiles(folder, [...others, ask])
  switch (ask.kind) {
    case 'command':
      breakCommand(folder, ask)
      return restore
    case 'textfile': {
      const old = Date.now() / 1000 - ask.maxAgeSeconds - 60
      utimesSync(join(folder, 'hosts', ask.on.name, textfilePath(ask.path)), old, old)
      return restore
    }
    case 'remote-api':
      rmSync(join(folder, 'readyz'))
      return restore
    case 'pods':
      write(folder, 'pods.json', JSON.stringify({ items: others.flatMap(podsFor) }))
      return restore
    case 'delivered': {
      const items = [...others.flatMap(other => applicationFor(other)), ...applicationFor(ask, 'OutOfSync')]
      write(folder, 'applications.json', JSON.stringify({ items }))
      return restore
    }
    case 'others-delivered': {
      const stranger = applicationFor({ ...ask, kind: 'delivered', name: 'stranger' }, 'OutOfSync')
      const items = [...others.flatMap(other => applicationFor(other)), ...stranger]
      write(folder, 'applications.json', JSON.stringify({ items }))
      return restore
    }
    default:
      throw new Error(`no stand-in for ${check.where}`)
  }
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
