/** The Git server under the address that Applications name. */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import type { Source } from '../applications.ts'
import type { Keys } from './keys.ts'
import type { Programs } from './programs.ts'
import type { Sandbox } from './sandbox.ts'

const address = '127.0.77.2'

export class Forge {
  readonly #sandbox: Sandbox
  readonly #keys: Keys
  readonly #url: URL

  constructor(sandbox: Sandbox, keys: Keys, repoURL: string) {
    this.#sandbox = sandbox
    this.#keys = keys
    this.#url = new URL(repoURL)
  }

  /** Names that lead to it. */
  static hosts(repoURL: string, ...others: readonly string[]): Record<string, string> {
    return Object.fromEntries([new URL(repoURL).hostname, ...others].map(name => [name, address]))
  }

  /** @param proxied hosts whose HTTPS it passes on to a URL */
  start(programs: Programs, proxied: Readonly<Record<string, string>>): void {
    const { hostname, port, username } = this.#url
    const keys = this.#keys
    cpSync(programs.files, this.#files, { recursive: true })
    this.#sandbox.start('forge', 'forge', [
      ...['-repositories', this.#root, '-files', this.#files],
      ...['-ssh', `${address}:${port || 22}`, '-ssh-host', hostname, '-user', username],
      ...['-host-key', keys.host, '-allowed-key', `${keys.client}.pub`],
      ...['-https', `${address}:443`, '-certificate', keys.certificate, '-key', keys.key],
      ...Object.entries(proxied).flatMap(([host, to]) => ['-proxy', `${host}=${to}`]),
    ])
  }

  get #root(): string {
    return join(this.#sandbox.folder, 'repositories')
  }

  /** Files of other hosts: `HOST/PATH`. */
  get #files(): string {
    return join(this.#sandbox.folder, 'files')
  }

  /** A line for known_hosts: with the key that it really has, or with a stranger's. */
  knownHost(of: 'host' | 'stranger' = 'host'): string {
    const { hostname, port } = this.#url
    const [kind, key] = readFileSync(`${this.#keys[of]}.pub`, 'utf8').split(' ')
    return `${port === '' ? hostname : `[${hostname}]:${port}`} ${kind} ${key}\n`
  }

  /** The private key by which its repositories are read. */
  privateKey(): string {
    return readFileSync(this.#keys.client, 'utf8')
  }

  /** Serves files below a URL. */
  put(url: string, folder: string): void {
    const { hostname, pathname } = new URL(url)
    cpSync(folder, join(this.#files, hostname, pathname), { recursive: true })
  }

  /** Commits what the folder holds, on top of what is there, under a branch or tag. */
  async commit({ repoURL, revision }: Source, folder: string): Promise<void> {
    const { hostname, pathname } = new URL(repoURL)
    const bare = join(this.#root, hostname, pathname)
    const identity = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@localhost']
    const git = (...args: readonly string[]) =>
      execa('git', [...identity, `--git-dir=${bare}`, `--work-tree=${folder}`, ...args], {
        env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      })
    if (!existsSync(bare)) {
      mkdirSync(dirname(bare), { recursive: true })
      await execa('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare])
    }
    await git('add', '--all', '--force')
    await git('commit', '--quiet', '--allow-empty', '--message', 'what is rehearsed')
    if (revision !== 'main') await git('tag', '--force', revision)
  }
}
