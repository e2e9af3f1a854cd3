import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Estate } from '@homelab/estate'
import { render } from '../../support/render.ts'
import { findProgram } from '../tools.ts'
import { type Certificates, certificatesFor } from './certificates.ts'
import { Agent, type Question, type Response } from './client.ts'
import type { LiveFront, Visit } from './fronts/front.ts'
import { Network, type Running, stop } from './namespace.ts'

/** Where Fly's proxy speaks from, and where somebody speaks from who is not Fly's proxy. */
export const EDGE = '172.16.0.9'
export const STRANGER = '10.9.0.9'
/** The certificates of public authorities, in every distribution. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'

/** The rendered proxy, unmodified, at work in a network of its own. */
export interface LiveProxy {
  readonly network: Network
  /** Of the stand-ins. */
  readonly agent: Agent
  /** Asks it as a visitor. */
  readonly visit: (visit: Visit) => Promise<Response>
  /** Asks in its network, without anything around it. */
  readonly plain: (question: Question) => Promise<Response>
  /** Where its logs lie. */
  readonly logs: string
  /** `nginx -t`, which also says what it thinks. */
  readonly check: () => Promise<{ readonly code: number; readonly said: string }>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly reload: () => Promise<void>
  /** One command of its machine, as its shell takes it. */
  readonly command: (text: string) => Promise<{ readonly code: number; readonly said: string }>
  /** One run of logrotate, as the start script has it. */
  readonly rotate: () => Promise<{ readonly code: number; readonly said: string }>
  readonly log: (name: string) => string
  /** What nginx said on its standard error since it was started: its error log, as in its own image. */
  readonly errors: () => string
  /** Where a folder of the system lies that only the network sees. */
  readonly place: (folder: string) => string
  /** Host name -> address; nothing else has a name. */
  readonly name: (answers: Readonly<Record<string, string>>) => Promise<void>
  /** A stand-in that answers HTTPS on 443. @param by with these certificates; by default with those that are believed */
  readonly standIn: (name: string, address: string, by?: Certificates) => Promise<void>
  /** A stand-in behind an ingress that answers HTTPS on 443: the program of `ingress.ts`. */
  readonly behindIngress: (name: string, address: string, program: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * @param front its provider
 * @param addresses what stand-ins listen on
 * @param estate another than the lab behind it
 */
export async function openProxy(
  front: LiveFront,
  names: readonly string[],
  addresses: readonly string[],
  estate: Estate = front.estate,
): Promise<LiveProxy> {
  const network = await Network.open([EDGE, STRANGER, ...(front.apart ? [] : addresses)])
  const beyond = front.apart ? await network.neighbour(addresses) : network
  const target = (place: string): string => join(network.folder, place.replaceAll('/', '_'))
  // What the distribution has in /etc is there.
  for (const place of front.folders) network.mount(place, place.startsWith('/etc/') ? undefined : folder(target(place)))
  const { files } = render(estate)
  put(files, front, target)
  await front.prepare(network, target, files)
  const visit = (of: Visit) => visitors.ask(front.visit(of))
  const rotation = join(network.folder, 'logrotate.conf')
  writeFileSync(rotation, front.text(files.get(front.rotation) ?? ''))
  chmodSync(rotation, 0o644)
  const agent = new Agent(beyond)
  const visitors = front.apart ? new Agent(network) : agent
  const tls = await certificatesFor(network.folder, names)
  // Whom a machine believes: here the stand-ins' authority alone.
  network.mount(AUTHORITIES, tls.authority)
  const nginx = findProgram('nginx') ?? 'nginx'
  let running: Running | undefined
  let errors = ''
  return {
    network,
    agent,
    visit,
    plain: question => visitors.ask(question),
    logs: target(front.logs),
    check: async () => {
      const { exitCode, all } = await network.run(nginx, ['-t'])
      return { code: exitCode ?? -1, said: String(all) }
    },
    start: async () => {
      running = network.start(nginx, ['-g', 'daemon off; error_log stderr;'])
      running.stderr.on('data', data => {
        errors += String(data)
      })
      for (let tries = 0; tries < 50; tries += 1) {
        const { how } = await visit({ from: EDGE, raw: 'GET /healthz HTTP/1.0\r\n\r\n', milliseconds: 500 })
        if (how !== 'refused') return
        await new Promise(next => setTimeout(next, 100))
      }
      throw new Error(`nginx does not listen: ${(await network.run(nginx, ['-t'])).all}`)
    },
    stop: async () => {
      if (running !== undefined) await stop(running)
    },
    reload: async () => {
      await network.run(nginx, ['-s', 'reload'])
      await new Promise(next => setTimeout(next, 500))
    },
    command: async text => {
      const { exitCode, all } = await network.run('sh', ['-c', text])
      return { code: exitCode ?? -1, said: String(all) }
    },
    rotate: async () => {
      const logrotate = findProgram('logrotate') ?? 'logrotate'
      const state = join(network.folder, 'logrotate.state')
      const { exitCode, all } = await network.run(logrotate, ['--state', state, rotation])
      // nginx tells whom it signals.
      return { code: exitCode ?? -1, said: String(all).replaceAll(/^.*\[notice\].*\n?/gm, '') }
    },
    errors: () => errors,
    log: name => readFileSync(join(target(front.logs), name), 'utf8'),
    place: target,
    name: answers => network.names(answers),
    standIn: async (name, address, by = tls) => {
      await agent.tell({ do: 'serve', name, address, port: 443, tls: by })
    },
    behindIngress: async (name, address, program) => {
      await agent.tell({ do: 'serve', name, address, port: 8000 })
      beyond.start(program, [`${address}:443`, tls.certificate, tls.key, `http://${address}:8000`])
      for (let tries = 0; tries < 100; tries += 1) {
        const { how } = await agent.ask({ from: address, to: address, port: 443, raw: '', milliseconds: 100 })
        if (how !== 'refused') return
        await new Promise(next => setTimeout(next, 100))
      }
      throw new Error('the ingress does not listen')
    },
    close: async () => {
      if (beyond !== network) await beyond.close()
      await network.close()
    },
  }
}

/** To where the provider brings the rendered files. */
function put(files: ReadonlyMap<string, string>, front: LiveFront, target: (place: string) => string): void {
  for (const [path, content] of files) {
    const place = front.placeOf(path)
    const [within] = front.folders.filter(each => place?.startsWith(`${each}/`) === true)
    if (place === undefined || within === undefined) continue
    const file = join(target(within), place.slice(within.length))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, front.text(content))
  }
}

function folder(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}
