import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Estate } from '@homelab/estate'
import { render } from '../../support/render.ts'
import { findProgram } from '../tools.ts'
import { certificatesFor } from './certificates.ts'
import { Agent } from './client.ts'
import { Network, type Running, stop } from './namespace.ts'

/** Where Fly's proxy speaks from, and where somebody speaks from who is not Fly's proxy. */
export const EDGE = '172.16.0.9'
export const STRANGER = '10.9.0.9'

/** The rendered proxy, unmodified, at work in a network of its own. */
export interface LiveProxy {
  readonly network: Network
  readonly agent: Agent
  /** `nginx -t`, which also says what it thinks. */
  readonly check: () => Promise<{ readonly code: number; readonly said: string }>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly reload: () => Promise<void>
  /** One run of logrotate, as the start script has it. */
  readonly rotate: () => Promise<{ readonly code: number; readonly said: string }>
  readonly log: (name: string) => string
  /** What nginx said on its standard error since it was started: its error log, as in its own image. */
  readonly errors: () => string
  /** Where a folder of the system lies that only the network sees. */
  readonly place: (folder: string) => string
  /** Host name -> address; nothing else has a name. */
  readonly name: (answers: Readonly<Record<string, string>>) => Promise<void>
  /** A stand-in that answers HTTPS on 443. */
  readonly standIn: (name: string, address: string) => Promise<void>
  /** A stand-in behind an ingress that answers HTTPS on 443: the program of `ingress.ts`. */
  readonly behindIngress: (name: string, address: string, program: string) => Promise<void>
  readonly close: () => Promise<void>
}

const places = ['/etc/nginx', '/etc/fail2ban', '/usr/share/nginx/html', '/var/log/nginx']

/** @param addresses what stand-ins listen on */
export async function openProxy(
  estate: Estate,
  names: readonly string[],
  addresses: readonly string[],
): Promise<LiveProxy> {
  const network = await Network.open([EDGE, STRANGER, ...addresses])
  for (const place of places) {
    const copy = network.mount(place)
    if (place.startsWith('/var/log')) rmSync(copy, { recursive: true, force: true })
    mkdirSync(copy, { recursive: true })
  }
  const target = (place: string): string => join(network.folder, place.replaceAll('/', '_'))
  for (const empty of ['/tmp/cache', '/run']) network.mount(empty, folder(target(empty)))
  const { files } = render(estate)
  put(files, target)
  const rotation = join(network.folder, 'logrotate.conf')
  writeFileSync(rotation, files.get('fly/logrotate.conf') ?? '')
  chmodSync(rotation, 0o644)
  const agent = new Agent(network)
  const tls = await certificatesFor(network.folder, names)
  const nginx = findProgram('nginx') ?? 'nginx'
  let running: Running | undefined
  let errors = ''
  return {
    network,
    agent,
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
        const { how } = await agent.ask({
          from: EDGE,
          port: 8080,
          raw: 'GET /healthz HTTP/1.0\r\n\r\n',
          milliseconds: 500,
        })
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
    rotate: async () => {
      const logrotate = findProgram('logrotate') ?? 'logrotate'
      const state = join(network.folder, 'logrotate.state')
      const { exitCode, all } = await network.run(logrotate, ['--state', state, rotation])
      // nginx tells whom it signals.
      return { code: exitCode ?? -1, said: String(all).replaceAll(/^.*\[notice\].*\n?/gm, '') }
    },
    errors: () => errors,
    log: name => readFileSync(join(target('/var/log/nginx'), name), 'utf8'),
    place: target,
    name: answers => network.names(answers),
    standIn: async (name, address) => {
      await agent.tell({ do: 'serve', name, address, port: 443, tls })
    },
    behindIngress: async (name, address, program) => {
      await agent.tell({ do: 'serve', name, address, port: 8000 })
      network.start(program, [`${address}:443`, tls.certificate, tls.key, `http://${address}:8000`])
      for (let tries = 0; tries < 100; tries += 1) {
        const { how } = await agent.ask({ from: address, to: address, port: 443, raw: '', milliseconds: 100 })
        if (how !== 'refused') return
        await new Promise(next => setTimeout(next, 100))
      }
      throw new Error('the ingress does not listen')
    },
    close: () => network.close(),
  }
}

/** Where the Dockerfile copies the rendered files to. */
function put(files: ReadonlyMap<string, string>, target: (place: string) => string): void {
  for (const [path, content] of files) {
    const [, name] = /^fly\/(.+)$/.exec(path) ?? []
    if (name === undefined) continue
    const place =
      name === 'nginx.conf'
        ? join(target('/etc/nginx'), name)
        : name === 'error.html'
          ? join(target('/usr/share/nginx/html'), name)
          : name.startsWith('fail2ban/')
            ? join(target('/etc/fail2ban'), name.slice('fail2ban/'.length))
            : undefined
    if (place === undefined) continue
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, content)
  }
  // The start script makes them before nginx starts.
  const denied = [...(files.get('fly/start.sh') ?? '').matchAll(/\/etc\/nginx\/(\S+-deny\.conf)/g)].map(
    ([, file]) => file,
  )
  for (const file of denied) if (file !== undefined) writeFileSync(join(target('/etc/nginx'), file), '')
}

function folder(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}
