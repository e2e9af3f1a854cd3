/** The programs of a control plane, built once from the modules that tools/rehearsal pins; and upstream's files. */
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { contentsOf, madeOnce } from '../made-once.ts'
import { neededProgram, skipped } from '../tools.ts'
import { type Upstream, upstreams } from './upstream.ts'

const sources = join(import.meta.dirname, '../../../tools/rehearsal')

/** In this order: each uses what the ones before it compiled. The name is the built program's. */
const built: Readonly<Record<string, string>> = {
  kube: './kube',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  argocd: 'github.com/argoproj/argo-cd/v3/cmd',
  'kube-state-metrics': 'k8s.io/kube-state-metrics/v2',
  forge: './forge',
}

/** Built programs, and what upstream's servers would serve. */
export interface Programs {
  /** A folder for PATH: kube, kubectl, kustomize, argocd (with all its servers), kube-state-metrics, forge. */
  readonly bin: string
  /** Files of other hosts: `HOST/PATH`. */
  readonly files: string
  /** Trees of upstream's Git repositories: `NAME`. */
  readonly repositories: string
}

/** From Debian; a sandbox needs root too. */
const needed = [
  ...['go', 'etcd', 'redis-server', 'git', 'ssh', 'ssh-keygen', 'openssl', 'ip', 'mount', 'nsenter', 'setpriv'],
  'unshare',
]

/** Why no control plane can be started here; undefined where it can. */
function noControlPlane(): string | undefined {
  if (process.getuid?.() !== 0) return skipped('root, which namespaces need')
  const missing = needed.find(name => neededProgram(name) === undefined)
  return missing === undefined ? undefined : skipped(missing)
}

/** Built, or out of the cache; undefined after `skipped: no …`. About 15 minutes on two cores where nothing is cached. */
export async function programs(): Promise<Programs | undefined> {
  const go = neededProgram('go')
  if (go === undefined || noControlPlane() !== undefined) return undefined
  const recipe = [import.meta.filename, join(import.meta.dirname, 'upstream.ts')].map(path => readFileSync(path))
  const folder = await madeOnce('control-plane', [...contentsOf(sources), ...recipe], at => build(go, at))
  return { bin: join(folder, 'bin'), files: join(folder, 'files'), repositories: join(folder, 'repositories') }
}

async function build(go: string, at: string): Promise<void> {
  const began = Date.now()
  const say = (what: string): void => {
    process.stderr.write(`control plane, ${Math.round((Date.now() - began) / 1000)} s: ${what}\n`)
  }
  const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
  const names = Object.entries(built)
  mkdirSync(join(at, 'bin'))
  for (const [index, [name, from]] of names.entries()) {
    say(`building ${name} (${index + 1} of ${names.length})`)
    const version = name.startsWith('kube') ? await kubernetesVersion(go) : ''
    const flags = `-s -w ${version}`.trim()
    await execa(go, ['build', '-trimpath', '-ldflags', flags, '-o', join(at, 'bin', `${name}.new`), from], {
      cwd: sources,
      env,
    })
    renameSync(join(at, 'bin', `${name}.new`), join(at, 'bin', name))
  }
  // What Argo CD calls kustomize is inside kubectl.
  const kustomize = '#!/bin/sh\n[ "$1" = build ] && shift && exec kubectl kustomize "$@"\necho v5.7.1\n'
  writeFileSync(join(at, 'bin/kustomize'), kustomize, { mode: 0o755 })
  mkdirSync(join(at, 'files'))
  mkdirSync(join(at, 'repositories'))
  for (const upstream of upstreams) {
    say(`fetching ${upstream.module}`)
    await fetch(go, upstream, at)
  }
}

/** Without it the API server says v0.0.0-master, and clients judge by it what it can. */
async function kubernetesVersion(go: string): Promise<string> {
  const { stdout } = await execa(
    go,
    ['list', '-m', '-f', '{{with .Replace}}{{.Version}}{{end}}', 'k8s.io/kubernetes'],
    {
      cwd: sources,
    },
  )
  return `-X k8s.io/component-base/version.gitVersion=${stdout.trim()}`
}

/** The module's files under the addresses where upstream serves them. */
async function fetch(go: string, { module, paths, files, repository }: Upstream, at: string): Promise<void> {
  const { stdout } = await execa(go, ['mod', 'download', '-json', module], { cwd: sources, env: { GOFLAGS: '' } })
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string }
  for (const path of paths) {
    const target =
      files === undefined ? join(at, 'repositories', repository ?? '', path) : join(at, 'files', files, path)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(Dir, path), target, { recursive: true })
  }
}
