/** The guide's way from an empty etcd to synced Applications, and the second sync. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster, Keeping } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Explained } from '../explained.ts'
import { commandsBelow, headingOf, upTo } from '../guide.ts'
import type { Outcome } from '../outcome.ts'
import { ControlPlane, type Served } from './control-plane.ts'
import { applicationsIn, guideOf, type Revision } from './files.ts'
import { rowsOf, secondSync, settle } from './judge.ts'
import { explain, prepare } from './prepare.ts'
import type { Programs, Say } from './programs.ts'

export interface RehearsalProps extends Revision {
  readonly programs: Programs
  readonly cluster: Cluster
  /** The namespace of Argo CD, and the Application of all others. */
  readonly gitops: Served & { readonly namespace: string }
  readonly keeping: Keeping
  readonly explained: Explained
  /** This Application alone, with all that the guide brings up before it. */
  readonly only?: string | undefined
  readonly say: Say
  /** Ends it early. */
  readonly signal: AbortSignal
  /** Called when all is done, before all is ended: to look around. */
  readonly before?: (plane: ControlPlane, outcome: Outcome) => Promise<void>
  /** In seconds; everything is ended after it. */
  readonly longest: number
}

/** The address of the stand-in for the vault's server. */
const connectAddress = '127.0.77.3'

export async function rehearse(props: RehearsalProps): Promise<Outcome> {
  const { programs, gitops, files, fill, signal, before, longest } = props
  const began = Date.now()
  const argocdName = /^argocd login (\S+) --grpc-web/m.exec(guideOf(props))?.[1]
  const plane = await ControlPlane.start({
    ...{ programs, gitops, files, ...present({ fill }) },
    seconds: longest,
    argocdNames: argocdName === undefined ? [] : [argocdName],
    names: connectNames(files),
  })
  const over = new AbortController()
  const end = (): void => void plane.close()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    const found = await onPlane(plane, props, over.signal)
    const outcome = { ...found, seconds: Math.round((Date.now() - began) / 1000) }
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
}

async function onPlane(
  plane: ControlPlane,
  props: RehearsalProps,
  ended: AbortSignal,
): Promise<Omit<Outcome, 'seconds'>> {
  const { files, gitops, cluster, explained, only, say } = props
  const names = applicationsIn(files, gitops).map(({ name }) => name)
  const judged = (of: readonly string[]): readonly string[] =>
    of.filter(name => explained.applications[name] === undefined)
  const walk = await prepare(plane, props, ended)
  const lines = commandsBelow(guideOf(props), headingOf(cluster.name))
  const problems = [
    ...(await explain(plane, explained, new Set(names))),
    ...(await walk.go(only === undefined ? lines : upTo(lines, only))),
  ]
  // One cause, one message: the Applications say nothing where nobody got as far as syncing them.
  if (!walk.reachedSyncs) return { rows: [], problems }
  const asked = names.filter(name => only === undefined || name === only)
  await settle(plane, judged(asked), say)
  const rows = await rowsOf(plane, asked, walk, explained)
  if (rows.every(({ verdict }) => verdict !== 'red') && problems.length === 0)
    problems.push(...(await secondSync(plane, judged(asked), say)))
  return { rows, problems }
}

function connectNames(files: Revision['files']): Readonly<Record<string, string>> {
  const hosts = [...files.values()].flatMap(text => [...text.matchAll(/^ +connectHost: https?:\/\/([^:/\s]+)/gm)])
  return Object.fromEntries(hosts.map(([, host = '']) => [host, connectAddress]))
}

/** A command that runs a program in there, for a shell: its path. */
export function writeEntrance(plane: ControlPlane): string {
  const [first, ...words] = plane.sandbox.command('', []).slice(0, -1)
  const script = join(plane.sandbox.folder, 'in')
  writeFileSync(script, `#!/bin/sh\nexec ${first} ${words.map(word => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 })
  return script
}
