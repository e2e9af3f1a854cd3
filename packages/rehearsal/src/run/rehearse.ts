/** The guide's way from an empty etcd to synced Applications, and the second sync. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster, Keeping } from '@homelab/estate/model'
import { fieldsOf, programsOf } from '../answers.ts'
import { type Application, applicationOf } from '../applications.ts'
import { type Explained, problemsOf } from '../explained.ts'
import { commandsBelow, headingOf, upTo } from '../guide.ts'
import { isFine, type Outcome, rowOf } from '../outcome.ts'
import { ControlPlane, type Served } from './control-plane.ts'
import { follow } from './follow.ts'
import { startKubelet } from './kubelet.ts'
import { operatorOf } from './operator.ts'
import type { Programs, Say } from './programs.ts'
import { startReplacement } from './replacements.ts'
import { changed, snapshot } from './snapshot.ts'
import { giveAddresses } from './stand-ins.ts'
import { Walk } from './walk.ts'

export interface RehearsalProps {
  readonly programs: Programs
  readonly cluster: Cluster
  /** The namespace of Argo CD, and the Application of all others. */
  readonly gitops: Served & { readonly namespace: string }
  readonly keeping: Keeping
  readonly explained: Explained
  /** Fills the folder that is served with what the repository has besides what is rendered. */
  readonly fill?: (tree: string) => Promise<void>
  /** What is rendered: path below the rendered folder -> text. */
  readonly files: ReadonlyMap<string, string>
  /** This Application alone, with all that the guide brings up before it. */
  readonly only?: string | undefined
  readonly say: Say
  /** Ends it early. */
  readonly signal: AbortSignal
  /** Called when all is done, before all is ended: to look around. */
  readonly before?: (plane: ControlPlane, outcome: Outcome) => Promise<void>
  /** In seconds; everything is ended after it. 600 by default. */
  readonly longest?: number
}

/** The longest that one takes, in seconds. */
export const LONGEST = 600

/** How long all Applications together may take until they are well, after the last command, in seconds. */
const SETTLE = 150

export async function rehearse(props: RehearsalProps): Promise<Outcome> {
  const { programs, gitops, files, fill, explained, signal, before, longest = LONGEST } = props
  const began = Date.now()
  const guide = files.get('docs/guides/bootstrap.md') ?? ''
  const [, address] = /^argocd login (\S+) --grpc-web/m.exec(guide) ?? []
  const plane = await ControlPlane.start({
    ...{ programs, gitops, files, ...(fill === undefined ? {} : { fill }) },
    seconds: longest,
    argocdNames: address === undefined ? [] : [address],
    names: connectNames(files),
  })
  const over = new AbortController()
  const end = (): void => void plane.close()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    const outcome = await onPlane(plane, props, guide, over.signal, began)
    await before?.(plane, outcome)
    return outcome
  } catch (error) {
    // What was ended from outside fails in all places at once, none of which is the cause.
    if (signal.aborted) throw new Error('it was ended before it was done')
    if (Date.now() - began >= longest * 1000) throw new Error(`it took longer than ${longest} s, and was ended`)
    throw plane.sandbox.failed ?? error
  } finally {
    signal.removeEventListener('abort', end)
    over.abort()
    await plane.close()
  }

  function connectNames(of: RehearsalProps['files']): Readonly<Record<string, string>> {
    const hosts = [...of.values()].flatMap(text => [...text.matchAll(/^ +connectHost: https?:\/\/([^:/\s]+)/gm)])
    return Object.fromEntries(hosts.map(([, host = '']) => [host, connectAddress]))
  }

  async function onPlane(
    of: ControlPlane,
    { cluster, keeping, only, say }: RehearsalProps,
    text: string,
    ended: AbortSignal,
    start: number,
  ): Promise<Outcome> {
    const applications = applicationsIn(files, gitops)
    const problems = [
      ...problemsOf(explained, { applications: new Set(applications.map(({ name }) => name)), folders: foldersOf(of) }),
    ]
    await makeFolders(of, Object.keys(explained.folders))
    await makeStorageClass(of, cluster.storageClass)
    await startKubelet(of, ended)
    const { ingressClass, loadBalancerClass } =
      (cluster as { readonly tailnet?: { ingressClass?: string; loadBalancerClass?: string } }).tailnet ?? {}
    void follow(of, ['ingresses.networking.k8s.io', 'services'], ended, () =>
      giveAddresses(of, { ingressClass, loadBalancerClass }),
    )
    const fields = fieldsOf(keeping.vaults).map(field =>
      isRepositoryKey(files, field) ? { ...field, value: of.forge.privateKey() } : field,
    )
    const env = operatorOf(of, { programs: programsOf(keeping, fields), context: cluster.context })
    const lines = commandsBelow(text, headingOf(cluster.name))
    const walk = new Walk(of, env, explained, say, application =>
      startReplacement(of, explained.applications[application]?.instead, { fields, signal: ended, programs }),
    )
    problems.push(...(await walk.go(only === undefined ? lines : upTo(lines, only))))
    const names = applications.map(({ name }) => name).filter(name => only === undefined || name === only)
    const judged = names.filter(name => explained.applications[name] === undefined)
    // One cause, one message: the Applications say nothing where nobody got as far as syncing them.
    if (!walk.reachedSyncs) return { rows: [], problems, seconds: Math.round((Date.now() - start) / 1000) }
    await settle(of, judged, say)
    const states = new Map<string, Awaited<ReturnType<typeof of.argocd.state>>>()
    for (const name of names) states.set(name, await of.argocd.state(name).catch(none))
    const rows = names.map(name => rowOf(name, states.get(name) ?? nothing, walk.seconds.get(name) ?? 0, explained))
    if (rows.every(({ verdict }) => verdict !== 'red') && problems.length === 0) {
      say('the second sync, which must change nothing')
      const first = await snapshot(of)
      for (const name of judged) {
        const { exitCode, stderr } = await of.argocd.run(['app', 'sync', name])
        if (exitCode !== 0) problems.push(`the second sync of ${name} ended with ${exitCode}: ${lastLine(stderr)}`)
      }
      problems.push(...changed(first, await snapshot(of)).map(what => `the second sync changed something: ${what}`))
    }
    return { rows, problems, seconds: Math.round((Date.now() - start) / 1000) }
  }
}

export const connectAddress = '127.0.77.3'

const nothing = {
  phase: '',
  message: 'it was never synced',
  sync: '',
  health: '',
  conditions: [],
  outOfSync: [],
  unhealthy: [],
  objects: 0,
}

function none(): typeof nothing {
  return { ...nothing, message: 'there is no such Application in the cluster' }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/** The rendered Applications. */
export function applicationsIn(files: ReadonlyMap<string, string>, { folder }: Served): readonly Application[] {
  return [...files]
    .filter(([path]) => path.startsWith(`${folder}/apps/`) && path.endsWith('.yaml'))
    .map(([, text]) => applicationOf(text))
}

/** Until all are well, or the time is over: operators in pods, and Argo CD itself, are behind. */
async function settle(plane: ControlPlane, names: readonly string[], say: Say): Promise<void> {
  const end = Date.now() + SETTLE * 1000
  let waiting = names
  while (Date.now() < end) {
    if (plane.sandbox.failed !== undefined) throw plane.sandbox.failed
    const states = await Promise.all(
      waiting.map(async name => [name, await plane.argocd.state(name).catch(none)] as const),
    )
    // What failed does not begin to work by waiting.
    waiting = states.filter(([, state]) => !isFine(state) && state.phase === 'Succeeded').map(([name]) => name)
    if (waiting.length === 0) return
    say(`waiting until they are well: ${waiting.join(', ')}`)
    for (const name of waiting) await plane.argocd.run(['app', 'get', name, '--refresh', '--output', 'name'])
    await sleep(2000)
  }
}

/** Folders of the served repository. */
function foldersOf(plane: ControlPlane): ReadonlySet<string> {
  const entries = readdirSync(plane.tree, { recursive: true, withFileTypes: true })
  return new Set(
    entries
      .filter(entry => entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name).slice(plane.tree.length + 1)),
  )
}

/** Git keeps no empty folder. */
async function makeFolders(plane: ControlPlane, folders: readonly string[]): Promise<void> {
  for (const folder of folders) plane.write(join(folder, '.explained'), '')
  if (folders.length > 0) await plane.publish()
}

/** As the cluster's own installer makes it. */
async function makeStorageClass(plane: ControlPlane, name: string | undefined): Promise<void> {
  if (name === undefined) return
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const object = {
    ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'kubernetes.io/host-path' },
    metadata: { name, annotations },
  }
  await plane.kubectl(['create', '--filename', '-'], { input: JSON.stringify(object) })
}

/** The field that a rendered ExternalSecret makes Argo CD's credentials of: there the Git server's key must be. */
function isRepositoryKey(
  files: ReadonlyMap<string, string>,
  { item, itemId, field }: { readonly item: string; readonly itemId?: string; readonly field: string },
): boolean {
  return [...files.values()]
    .filter(text => /^kind: ExternalSecret$/m.test(text) && text.includes('argocd.argoproj.io/secret-type'))
    .some(text => text.includes(`property: ${field}\n`) && [item, itemId].some(key => text.includes(`key: ${key}\n`)))
}

/** A command that runs a program in there, for a shell: its path. */
export function writeEntrance(plane: ControlPlane): string {
  const [first, ...words] = plane.sandbox.command('', []).slice(0, -1)
  const script = join(plane.sandbox.folder, 'in')
  writeFileSync(script, `#!/bin/sh\nexec ${first} ${words.map(word => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 })
  return script
}

/** Rendered files of a folder: path below it -> text. */
export function readFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}
