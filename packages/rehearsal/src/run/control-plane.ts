/**
 * A cluster's control plane with Argo CD over the rendered files, as an operator has it after the first steps of the
 * bootstrap guide. Nothing in it is patched: names and addresses lead to servers of its own.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { ClusterSource } from '@homelab/estate/model'
import { applicationOf, repositoriesOf, type Source } from '../applications.ts'
import { ArgoCd, argocdServer } from './argocd.ts'
import type { Fetched } from './charts.ts'
import { Forge } from './forge.ts'
import { type Keys, makeKeys } from './keys.ts'
import { apiServer, kubeConfig, startKubernetes } from './kubernetes.ts'
import type { Programs } from './programs.ts'
import { type Ran, type RunProps, Sandbox } from './sandbox.ts'

/** Where what is delivered is read from; the namespace of Argo CD, where that delivers it. */
export type Served = ClusterSource & { readonly namespace?: string }

export interface ControlPlaneProps {
  readonly programs: Programs
  /** Where what is delivered is read from, and the namespace of Argo CD. */
  readonly gitops: Served
  /** What is rendered: path below the rendered folder -> text. It is what is served, unless `tree` fills the rest. */
  readonly files: ReadonlyMap<string, string>
  /** Fills the folder that is served with all else that the repository has. */
  readonly fill?: (tree: string) => Promise<void>
  /** Other names that are known in it, with their addresses. */
  readonly names?: Readonly<Record<string, string>>
  /** How long it lasts at most, in seconds. */
  readonly seconds: number
  /** What was fetched of other repositories, and is served there. */
  readonly fetched?: Pick<Fetched, 'charts' | 'bin'>
  /** Ends it early, while it starts. */
  readonly signal?: AbortSignal
  /** Names at which Argo CD's own address answers with TLS. */
  readonly argocdNames?: readonly string[]
}

export class ControlPlane {
  readonly sandbox: Sandbox
  readonly forge: Forge
  readonly argocd: ArgoCd
  readonly #gitops: Served
  readonly #keys: Keys

  private constructor(sandbox: Sandbox, keys: Keys, gitops: Served) {
    this.sandbox = sandbox
    this.#keys = keys
    this.#gitops = gitops
    this.forge = new Forge(sandbox, keys, gitops.repository)
    this.argocd = new ArgoCd(sandbox, keys, gitops.namespace ?? 'argocd')
  }

  /** PEM: what any server in it shows, for every name in it. */
  get served(): Pick<Keys, 'certificate' | 'key'> {
    return this.#keys
  }

  /** Starts all but Argo CD, whose objects nobody has applied yet. */
  static async start(props: ControlPlaneProps): Promise<ControlPlane> {
    const { programs, gitops, files, seconds, signal, argocdNames = [], names = {}, fetched = { charts: [] } } = props
    const sources = sourcesOf(gitops, [...files])
    // An OCI registry has no scheme.
    const elsewhere = sources.flatMap(({ repoURL }) => (URL.canParse(repoURL) ? new URL(repoURL).hostname : []))
    const forge = Forge.hosts(gitops.repository, ...elsewhere, ...readdirSync(programs.files), ...argocdNames)
    const kubernetes = ['kubernetes', 'kubernetes.default', apiServer.name]
    const sandbox = await Sandbox.open({
      hosts: { ...names, ...forge, ...Object.fromEntries(kubernetes.map(name => [name, apiServer.address])) },
      env: folder => environment(folder, programs, fetched),
      seconds,
    })
    const end = (): void => void sandbox.close()
    signal?.addEventListener('abort', end)
    try {
      signal?.throwIfAborted()
      const keys = await makeKeys(
        sandbox.folder,
        [...kubernetes, ...Object.keys(forge), ...Object.keys(names)],
        [apiServer.address],
      )
      const plane = new ControlPlane(sandbox, keys, gitops)
      kubeConfig(sandbox, keys, 'admin', keys.tokens.admin)
      plane.forge.start(programs, Object.fromEntries(argocdNames.map(name => [name, `http://${argocdServer}`])))
      await Promise.all([startKubernetes(sandbox, keys), plane.#serveAll(sources, props)])
      return plane
    } catch (error) {
      await sandbox.close()
      throw error
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }

  async #serveAll(sources: readonly Source[], { programs, files, fill, fetched }: ControlPlaneProps): Promise<void> {
    await this.serve(files, fill)
    const known = readdirSync(programs.repositories)
    for (const source of sources) {
      const name = known.find(of => source.repoURL.endsWith(`/${of}.git`))
      if (name !== undefined) await this.forge.commit(source, join(programs.repositories, name))
    }
    for (const { source, folder } of fetched?.charts ?? []) {
      if (source.chart === undefined) await this.forge.commit(source, folder)
      else this.forge.put(source.repoURL, folder)
    }
  }

  /** Serves this revision of the estate's repository, and nothing of the one before it. */
  async serve(files: ControlPlaneProps['files'], fill: ControlPlaneProps['fill']): Promise<void> {
    rmSync(this.tree, { recursive: true, force: true })
    mkdirSync(this.tree)
    await fill?.(this.tree)
    for (const [path, content] of files) this.write(join(this.#gitops.rendered, path), content)
    await this.publish()
  }

  /** The estate's own repository as it is served after `publish`. */
  get tree(): string {
    return join(this.sandbox.folder, 'tree')
  }

  /** Writes a file of the served repository; `publish` serves it. */
  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.tree, path)), { recursive: true })
    writeFileSync(join(this.tree, path), content)
  }

  /** Commits and serves the tree as it is. */
  publish(): Promise<void> {
    const { repository: repoURL, revision } = this.#gitops
    return this.forge.commit({ repoURL, revision }, this.tree)
  }

  /** kubectl as the operator has it, in the working copy that is served. */
  kubectl(args: readonly string[], props: RunProps = {}): Promise<Ran> {
    return this.sandbox.run('kubectl', args, { cwd: this.tree, ...props })
  }

  /** A line of a guide, as a shell runs it in the working copy. */
  shell(line: string, props: RunProps = {}): Promise<Ran> {
    return this.sandbox.run('bash', ['-euo', 'pipefail', '-c', line], { cwd: this.tree, ...props })
  }

  /** A kube configuration of a ServiceAccount, as a token in its pods gives it. */
  async serviceAccount(namespace: string, name: string): Promise<string> {
    const { stdout, stderr } = await this.kubectl([
      `--namespace=${namespace}`,
      'create',
      'token',
      name,
      '--duration=1h',
    ])
    if (stdout === '') throw new Error(stderr)
    return kubeConfig(this.sandbox, this.#keys, `${namespace}-${name}`, stdout.trim(), namespace)
  }

  /** Ends all of it, whatever happened. */
  close(): Promise<void> {
    return this.sandbox.close()
  }
}

/** No program in it looks for anything of this machine's, or trusts another authority. */
function environment(folder: string, { bin }: Programs, { bin: helm }: Pick<Fetched, 'bin'>): Record<string, string> {
  const authority = join(folder, 'ca.pem')
  return {
    PATH: [bin, ...(helm === undefined ? [] : [helm]), '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(delimiter),
    KUBECONFIG: join(folder, 'admin.kubeconfig'),
    SSL_CERT_FILE: authority,
    GIT_SSL_CAINFO: authority,
    NODE_EXTRA_CA_CERTS: authority,
    GIT_CONFIG_NOSYSTEM: '1',
    // A fifth of the processor's time goes for collecting garbage where nobody says that there is room.
    GOGC: '400',
    GOMEMLIMIT: '1200MiB',
  }
}

/** What the rendered Applications read, each once. */
function sourcesOf({ folder }: Served, files: readonly (readonly [path: string, text: string])[]): readonly Source[] {
  const applications = files.filter(([path]) => path.startsWith(`${folder}/apps/`))
  return repositoriesOf(applications.map(([, content]) => applicationOf(content)))
}
