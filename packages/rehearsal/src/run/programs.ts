/** The programs of a control plane, built once from the modules that tools/rehearsal pins; and upstream's files. */
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { present } from '@homelab/formats/present'
import { findProgram } from '@homelab/programs'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { type Upstream, upstreamsFor } from './upstream.ts'

const sources = join(import.meta.dirname, '../../../../tools/rehearsal')

/** In this order: each uses what the ones before it compiled. The name is the built program's. */
const built: Readonly<Record<string, string>> = {
  kube: './kube',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  argocd: 'github.com/argoproj/argo-cd/v3/cmd',
  'kube-state-metrics': 'k8s.io/kube-state-metrics/v2',
  forge: './forge',
}

/** Out of the module of operators, whose versions differ; external-secrets is built otherwise. */
const operators: Readonly<Record<string, string>> = {
  'cloudnative-pg': 'github.com/cloudnative-pg/cloudnative-pg/cmd/manager',
}

/** Built programs, and what upstream's servers would serve. */
export interface Programs {
  /** A folder for PATH: kube, kubectl, kustomize, argocd (with all its servers), kube-state-metrics, forge, cloudnative-pg, external-secrets. */
  readonly bin: string
  /** Files of other hosts: `HOST/PATH`. */
  readonly files: string
  /** Trees of upstream's Git repositories: `NAME`. */
  readonly repositories: string
}

/** From Debian; a sandbox needs root too. */
const needed = [
  ...['go', 'etcd', 'redis-server', 'git', 'ssh', 'ssh-keygen', 'openssl', 'ip', 'mount', 'nsenter', 'setpriv'],
  ...['unshare', 'prometheus'],
]

/** What is missing for a control plane to be started here, in the order in which it is asked; undefined: nothing. */
export function lacking(): string | undefined {
  if (process.platform !== 'linux') return 'Linux'
  if (process.getuid?.() !== 0) return 'root, for namespaces'
  return needed.find(name => findProgram(name) === undefined)
}

/** Says what is built or fetched, and since when. */
export type Say = (what: string) => void

/**
 * Built, or out of the cache. About 20 minutes on two cores where nothing is cached. Ask `lacking` first.
 *
 * @param files what is rendered: it says which versions upstream is asked for
 * @param signal ends it early
 */
export async function programs(files: ReadonlyMap<string, string>, say: Say, signal?: AbortSignal): Promise<Programs> {
  const go = starting(signal)
  const upstreams = upstreamsFor(files)
  const folder = await madeOnce(
    'rehearsal',
    [...contentsOf(sources), JSON.stringify([built, operators])],
    at => build(at, say, go),
    signal,
  )
  // Another estate asks for other versions, and for the same programs.
  const others = upstreams
    .map(({ module }) => module)
    .join(' ')
    .replaceAll(/[^\w.@-]+/g, '-')
  const fetched = await madeOnce(
    `upstream-${others}`,
    [JSON.stringify(upstreams)],
    at => fetchAll(at, upstreams, say, go),
    signal,
  )
  return { bin: join(folder, 'bin'), files: join(fetched, 'files'), repositories: join(fetched, 'repositories') }
}

/** Runs Go until it ends; what it says otherwise is thrown. */
type Go = (
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<{ readonly stdout: string }>

function starting(signal: AbortSignal | undefined): Go {
  const program = findProgram('go') ?? 'go'
  return (words, options) => execa(program, words, { ...options, ...present({ cancelSignal: signal }) })
}

async function build(at: string, say: Say, go: Go): Promise<void> {
  const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
  const all = [
    ...Object.entries(built).map(program => [...program, sources] as const),
    ...Object.entries(operators).map(program => [...program, join(sources, 'operators')] as const),
  ]
  mkdirSync(join(at, 'bin'))
  for (const [index, [name, from, cwd]] of all.entries()) {
    say(`building ${name} (${index + 1} of ${all.length + 1})`)
    const version = name.startsWith('kube') ? await kubernetesVersion(go) : ''
    const flags = `-s -w ${version}`.trim()
    const program = join(at, 'bin', name)
    await go(['build', '-trimpath', '-ldflags', flags, '-o', `${program}.new`, from], { cwd, env })
    renameSync(`${program}.new`, program)
  }
  say(`building external-secrets (${all.length + 1} of ${all.length + 1})`)
  await buildExternalSecrets(go, at, env)
  // What Argo CD calls kustomize is inside kubectl.
  const kustomize = '#!/bin/sh\n[ "$1" = build ] && shift && exec kubectl kustomize "$@"\necho v5.7.1\n'
  writeFileSync(join(at, 'bin/kustomize'), kustomize, { mode: 0o755 })
}

async function fetchAll(at: string, upstreams: readonly Upstream[], say: Say, go: Go): Promise<void> {
  mkdirSync(join(at, 'files'))
  mkdirSync(join(at, 'repositories'))
  for (const upstream of upstreams) {
    say(`fetching ${upstream.module}`)
    await fetch(go, upstream, at)
  }
}

/**
 * Whole it has providers of thirty stores, which take longer to compile than all else together. So it is built from a copy
 * of the module's sources whose list of providers is ours.
 */
async function buildExternalSecrets(go: Go, at: string, env: Readonly<Record<string, string>>): Promise<void> {
  const module = 'github.com/external-secrets/external-secrets'
  const cwd = join(sources, 'operators')
  const { stdout } = await go(['mod', 'download', '-json', module], { cwd, env: { GOFLAGS: '' } })
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string }
  const copy = join(at, 'external-secrets')
  cpSync(Dir, copy, { recursive: true })
  // Modules are read-only, and so is their copy.
  await execa('chmod', ['--recursive', 'u+w', copy])
  cpSync(join(cwd, 'register/register.go'), join(copy, 'pkg/provider/register/register.go'))
  for (const file of ['go.mod', 'go.sum']) cpSync(join(cwd, file), join(at, file))
  await go(['mod', 'edit', '-replace', `${module}=${copy}`, join(at, 'go.mod')], { cwd })
  const program = join(at, 'bin/external-secrets')
  const words = [`-modfile=${join(at, 'go.mod')}`, '-trimpath', '-ldflags', '-s -w', '-o', program, module]
  await go(['build', ...words], { cwd, env })
  for (const left of [copy, join(at, 'go.mod'), join(at, 'go.sum')]) rmSync(left, { recursive: true })
}

/** Without it the API server says v0.0.0-master, and clients judge by it what it can. */
async function kubernetesVersion(go: Go): Promise<string> {
  const words = ['list', '-m', '-f', '{{with .Replace}}{{.Version}}{{end}}', 'k8s.io/kubernetes']
  const { stdout } = await go(words, { cwd: sources })
  return `-X k8s.io/component-base/version.gitVersion=${stdout.trim()}`
}

/** The module's files under the addresses where upstream serves them. */
async function fetch(go: Go, { module, paths, files, repository }: Upstream, at: string): Promise<void> {
  const { stdout } = await go(['mod', 'download', '-json', module], { cwd: sources, env: { GOFLAGS: '' } })
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string }
  for (const path of paths) {
    const target =
      files === undefined ? join(at, 'repositories', repository ?? '', path) : join(at, 'files', files, path)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(Dir, path), target, { recursive: true })
  }
}
