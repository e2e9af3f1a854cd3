/**
 * A network of its own, where addresses and names of the tailnet belong to stand-ins: configurations of production run
 * in it as they are. Needs root and iproute2.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { findProgram, skipped } from '../tools.ts'

/** The tailnet's resolver, as clients of MagicDNS know it: https://tailscale.com/docs/features/magicdns */
const RESOLVER = '100.100.100.100'

/** Why no network can be made here; undefined where it can. */
export function noNamespace(...programs: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return skipped('root, which network namespaces need')
  const missing = ['ip', 'mount', 'setpriv', 'dnsmasq', 'openssl', ...programs].find(
    program => findProgram(program) === undefined,
  )
  return missing === undefined ? undefined : skipped(missing)
}

export class Network {
  /** A folder for whatever the test needs; goes with the network. */
  readonly folder = mkdtempSync(join(tmpdir(), 'edge-'))
  readonly #name: string
  readonly #mounts = new Map<string, string>()
  readonly #running = new Set<Running>()

  private constructor(kind: string) {
    this.#name = `${kind}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`
  }

  /**
   * @param addresses what belongs to this network besides 127.0.0.1
   * @param kind the first word of its name
   */
  static async open(addresses: readonly string[], kind = 'edge'): Promise<Network> {
    const network = new Network(kind)
    await execa('ip', ['netns', 'add', network.#name])
    await execa('ip', ['-n', network.#name, 'link', 'set', 'lo', 'up'])
    for (const address of [RESOLVER, ...addresses])
      await execa('ip', ['-n', network.#name, 'address', 'add', `${address}/32`, 'dev', 'lo'])
    writeFileSync(join(network.folder, 'resolv.conf'), `nameserver ${RESOLVER}\noptions timeout:1 attempts:1\n`)
    network.mount('/etc/resolv.conf', join(network.folder, 'resolv.conf'))
    return network
  }

  /** All addresses of a net belong to this network. */
  async route(net: string): Promise<void> {
    await execa('ip', ['-n', this.#name, 'route', 'add', 'local', net, 'dev', 'lo'])
    // For IPv6 the route alone lets nobody speak from there.
    await this.run('sh', ['-c', 'echo 1 >/proc/sys/net/ipv6/ip_nonlocal_bind'])
  }

  /** Another network next to this one, in which a program may listen on a port that one here listens on too. */
  async neighbour(addresses: readonly string[]): Promise<Network> {
    const other = await Network.open([])
    const ip = (network: string, ...args: readonly string[]) => execa('ip', ['-n', network, ...args])
    await execa('ip', [
      'link',
      'add',
      'wire',
      'netns',
      this.#name,
      'type',
      'veth',
      'peer',
      'name',
      'wire',
      'netns',
      other.#name,
    ])
    await ip(this.#name, 'address', 'add', '10.255.0.1/30', 'dev', 'wire')
    await ip(other.#name, 'address', 'add', '10.255.0.2/30', 'dev', 'wire')
    await ip(this.#name, 'link', 'set', 'wire', 'up')
    await ip(other.#name, 'link', 'set', 'wire', 'up')
    for (const address of addresses) {
      await ip(other.#name, 'address', 'add', `${address}/32`, 'dev', 'lo')
      await ip(this.#name, 'route', 'add', `${address}/32`, 'via', '10.255.0.2')
    }
    return other
  }

  /** Programs of the network see this file or folder at a place of the system; a folder starts as a copy of it. */
  mount(place: string, source: string = join(this.folder, place.replaceAll('/', '_'))): string {
    if (!existsSync(source)) {
      mkdirSync(source, { recursive: true })
      if (existsSync(place)) cpSync(place, source, { recursive: true, dereference: true })
    }
    if (!existsSync(place)) mkdirSync(place, { recursive: true })
    this.#mounts.set(place, source)
    return source
  }

  /** Mounts a folder of the system on another, below a place that is mounted already; programs that run see it too. */
  async remount(place: string, source: string): Promise<void> {
    this.#mounts.set(place, source)
    const { stdout } = await execa('ip', ['netns', 'pids', this.#name])
    // Each has mounts of its own. What ends meanwhile needs none.
    for (const pid of stdout.split('\n').filter(line => line !== ''))
      await execa(
        'nsenter',
        [
          `--mount=/proc/${pid}/ns/mnt`,
          'sh',
          '-c',
          'mountpoint -q "$2" || mount --bind "$1" "$2"',
          'sh',
          source,
          place,
        ],
        { reject: false },
      )
  }

  /** What starts from now on does not see it any more. */
  unmount(place: string): void {
    this.#mounts.delete(place)
  }

  /** Runs a program in the network until it ends. */
  async run(program: string, args: readonly string[], env: Record<string, string> = {}) {
    return execa('ip', this.#command(program, args), { env, reject: false, all: true, timeout: 60_000 })
  }

  /** Starts a program that goes on until the network is closed. */
  start(program: string, args: readonly string[], env: Record<string, string> = {}): Running {
    const child = launch(this.#command(program, args), env)
    this.#running.add(child)
    void child.finally(() => this.#running.delete(child))
    return child
  }

  /** Answers names with addresses; called again, with others. */
  async names(answers: Readonly<Record<string, string>>): Promise<void> {
    const hosts = join(this.folder, 'hosts')
    writeFileSync(
      hosts,
      Object.entries(answers)
        .map(([name, address]) => `${address} ${name}\n`)
        .join(''),
    )
    await this.silence()
    // Of these it knows all there is: an address of the other family is not asked for elsewhere.
    const domains = new Set(Object.keys(answers).map(name => `--local=/${name.slice(name.lastIndexOf('.') + 1)}/`))
    this.#dns = this.start('dnsmasq', [
      ...['--keep-in-foreground', '--no-resolv', '--no-hosts', `--addn-hosts=${hosts}`, '--local-ttl=1', ...domains],
      ...[
        `--listen-address=${RESOLVER}`,
        '--bind-interfaces',
        '--user=root',
        `--pid-file=${join(this.folder, 'dns.pid')}`,
      ],
      ...['--log-queries', `--log-facility=${join(this.folder, 'dns.log')}`],
    ])
    // Whoever asks before it listens waits for as long as he is patient.
    for (let tries = 0; tries < 100; tries += 1) {
      await new Promise(done => setTimeout(done, 100))
      if (String((await this.run('ss', ['-Hlnu'])).stdout).includes(`${RESOLVER}:53`)) return
    }
    throw new Error('dnsmasq does not listen')
  }
  #dns: Running | undefined

  /** Every name that was asked for since the network is there. */
  lookedUp(): ReadonlySet<string> {
    const log = readFileSync(join(this.folder, 'dns.log'), 'utf8')
    return new Set([...log.matchAll(/query\[\w+\] (\S+) from/g)].flatMap(([, name]) => name ?? []))
  }

  /** No name is answered any more. */
  async silence(): Promise<void> {
    if (this.#dns !== undefined) await stop(this.#dns)
    this.#dns = undefined
  }

  /** Whether there is another network of a kind on this machine. */
  static async some(kind: string): Promise<boolean> {
    const { stdout } = await execa('ip', ['netns', 'list'])
    return stdout.split('\n').some(line => line.startsWith(`${kind}-`))
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map(stop))
    await execa('ip', ['netns', 'delete', this.#name], { reject: false })
    rmSync(this.folder, { recursive: true, force: true })
  }

  #command(program: string, args: readonly string[]): string[] {
    const mounts = [...this.#mounts].flatMap(([place, source]) => [source, place])
    const script = 'while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done; shift; exec "$@"'
    return ['netns', 'exec', this.#name, 'sh', '-euc', script, 'sh', ...mounts, '--', program, ...args]
  }
}

/** A program in the network. Its whole group is ended, since it may have children. */
export type Running = ReturnType<typeof launch>

function launch(args: readonly string[], env: Record<string, string>) {
  // It ends also when the tests are killed and can't end it.
  return execa('setpriv', ['--pdeathsig', 'TERM', 'ip', ...args], { env, reject: false, stdin: 'pipe', detached: true })
}

/** Ends a program that we started, with its children, and waits until it is gone. */
export async function stop(child: Running): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // It is gone already.
    }
  }
  signal('SIGTERM')
  const patience = setTimeout(() => signal('SIGKILL'), 3000)
  await child
  clearTimeout(patience)
}
