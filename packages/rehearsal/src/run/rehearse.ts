/** The guide's way from an empty etcd to synced Applications, and the second sync. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster, Keeping, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Field } from '../answers.ts'
import type { Asked } from '../asked.ts'
import type { Explained } from '../explained.ts'
import { commandsBelow, headingOf, upTo } from '../guide.ts'
import { judgeSecrets, type LiveSecrets } from '../live-secrets.ts'
import type { KubeObject } from '../objects.ts'
import { judged, type Outcome, type Row } from '../outcome.ts'
import { identitiesIn } from '../rights/index.ts'
import type { RolloutStep } from '../rollout.ts'
import { makeByHand, takenOver, uidsOf } from './adopt.ts'
import type { Fetched } from './charts.ts'
import { ControlPlane, type ControlPlaneProps, type Served } from './control-plane.ts'
import { strictFields } from './fields.ts'
import { applicationsIn, guideOf, type Revision } from './files.ts'
import { rowsOf, secondSync, settle } from './judge.ts'
import { listed } from './listed.ts'
import { argoCdMetrics, metrics, rules } from './metrics.ts'
import { onceMore } from './once-more.ts'
import { explain, filledFields, prepare } from './prepare.ts'
import type { Programs, Say } from './programs.ts'
import { rights } from './rights.ts'
import { upgrade } from './upgrade.ts'

/** Of every delivery. */
export interface ClusterProps extends Revision {
  readonly programs: Programs
  readonly cluster: Cluster
  readonly keeping: Keeping
  /** The services of the cluster, whose accounts and Secrets are asked for. */
  readonly services: readonly ResolvedService[]
  readonly explained: Explained
  /** What was fetched of charts that Applications read. */
  readonly fetched?: Pick<Fetched, 'charts' | 'bin' | 'problems'>
  readonly say: Say
  /** Ends it early. */
  readonly signal: AbortSignal
  /** Called when all is done, before all is ended: to look around. */
  readonly before?: (plane: ControlPlane, outcome: Outcome) => Promise<void>
  /** In seconds; everything is ended after it. */
  readonly longest: number
}

/** Of a cluster that Argo CD delivers. */
export interface RehearsalProps extends ClusterProps {
  /** The namespace of Argo CD, and the Application of all others. */
  readonly gitops: Served & { readonly namespace: string }
  /** What is installed first, by its own guide; then all is synced to what is rehearsed. */
  readonly from?: Revision & {
    /** How it is rolled out; everything is synced and pruned where nobody says. */
    readonly rollout?: readonly RolloutStep[]
  }
  /** Objects that are there before the guide's first command. */
  readonly adopt?: readonly KubeObject[]
  /** This Application alone, with all that the guide brings up before it. */
  readonly only?: string | undefined
}

/** The address of the stand-in for the vault's server. */
const connectAddress = '127.0.77.3'

export function rehearse(props: RehearsalProps): Promise<Outcome> {
  const { programs, gitops, from, longest } = props
  const first = from ?? props
  const argocdName = /^argocd login (\S+) --grpc-web/m.exec(guideOf(first))?.[1]
  const starting = {
    ...{ programs, gitops, files: first.files, ...present({ fill: first.fill, fetched: props.fetched }) },
    seconds: longest,
    argocdNames: argocdName === undefined ? [] : [argocdName],
    names: connectNames(first.files),
  }
  return rehearseOn(starting, props, (plane, over) => onPlane(plane, props, over))
}

/** On a control plane that ends with it, whatever happens. */
export async function rehearseOn(
  starting: ControlPlaneProps,
  { signal, before, longest }: Pick<ClusterProps, 'signal' | 'before' | 'longest'>,
  work: (plane: ControlPlane, over: AbortSignal) => Promise<Omit<Outcome, 'seconds'>>,
): Promise<Outcome> {
  const began = Date.now()
  const plane = await ControlPlane.start({ ...starting, signal })
  const over = new AbortController()
  const end = (): void => void plane.close()
  signal.addEventListener('abort', end)
  try {
    signal.throwIfAborted()
    const found = await work(plane, over.signal)
    // Commands that were ended end with an error, and no more.
    signal.throwIfAborted()
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
  const { gitops, cluster, explained, only, from, adopt = [], say } = props
  const { files } = from ?? props
  const names = applicationsIn(files, gitops).map(({ name }) => name)
  const fields = filledFields(plane, props)
  const walk = await prepare(plane, props, fields, ended)
  if (adopt.length > 0) await makeByHand(plane, adopt)
  const byHand = await uidsOf(plane, adopt)
  const lines = commandsBelow(guideOf(from ?? props), headingOf(cluster.name))
  const problems = [
    ...(props.fetched?.problems ?? []),
    ...(await explain(plane, explained, new Set(names))),
    ...(await walk.go(only === undefined ? lines : upTo(lines, only))),
  ]
  // One cause, one message: the Applications say nothing where nobody got as far as syncing them.
  if (!walk.reachedSyncs) return { rows: [], asked: [], problems }
  const asked = names.filter(name => only === undefined || name === only)
  const awaited = asked.filter(name => explained.applications[name] === undefined)
  await settle(plane, awaited, say)
  const rows = await rowsOf(plane, asked, walk, explained)
  if (from !== undefined) return upgrade(plane, { ...props, from }, { walk, rows, problems })
  const adopted = adopt.length === 0 ? [] : [await takenOver(plane, adopt, byHand)]
  const answers = [...adopted, ...(await askAll(plane, rows, fields, props))]
  return { rows: judged(rows, answers), asked: answers, problems }
}

/** What no state of an Application tells. */
async function askAll(
  plane: ControlPlane,
  rows: readonly Row[],
  fields: readonly Field[],
  { services, files, gitops, say }: RehearsalProps,
): Promise<readonly Asked[]> {
  const named = (is: (row: Row) => boolean): readonly string[] =>
    rows.filter(row => row.verdict !== 'explained' && is(row)).map(({ application }) => application)
  const ask = async (question: string, answers: () => Promise<readonly Asked[]>): Promise<readonly Asked[]> => {
    say(question)
    // One that can't be asked is told beside the others.
    return answers().catch(error => {
      if (plane.sandbox.failed !== undefined) throw error
      return [{ what: question, count: 0, wrong: [{ what: `${question}: it can't be asked: ${messageOf(error)}` }] }]
    })
  }
  /** Of one that starts nothing. */
  const askTwice = (question: string, answers: () => Promise<readonly Asked[]>): Promise<readonly Asked[]> =>
    ask(question, () =>
      onceMore(answers, error => {
        if (plane.sandbox.failed !== undefined) throw error
        say(`again: ${question}, which could not be asked: ${messageOf(error)}`)
      }),
    )
  const synced = named(({ operation }) => operation === 'Succeeded')
  const delivered = new Map([...files].filter(([path]) => path.startsWith(`${gitops.folder}/`)))
  const fine = named(({ verdict }) => verdict === 'fine')
  const served = ask('is every metric served', () => metrics(plane, delivered))
  // They look and leave nothing behind, so they are asked side by side; the second sync compares all that is there.
  const looks = Promise.all([
    askTwice('are there fields that the API server does not know', () => strictFields(plane, synced)),
    askTwice('what may each account', () => rights(plane, identitiesIn(services))),
    askTwice('what is in each Secret', async () => judgeSecrets(services, await liveSecrets(plane), fields)),
    served,
    askTwice('is every metric of Applications served', () => argoCdMetrics(plane, delivered)),
  ])
  const again = 'the second sync, which must change nothing, nor what others wrote'
  const [looked, worked, second] = await Promise.all([
    looks,
    served.then(() => ask('does every rule work', () => rules(plane))),
    looks.then(() => askTwice(again, () => secondSync(plane, fine, say))),
  ])
  return [...looked.flat(), ...worked, ...second]
}

export async function liveSecrets(plane: ControlPlane): Promise<LiveSecrets> {
  return {
    externals: await listed(plane, 'externalsecrets.external-secrets.io'),
    secrets: await listed(plane, 'secrets'),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
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
