import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { didYouMean } from '@homelab/estate/nearest'
import { present } from '@homelab/formats/present'
import { run } from '@homelab/programs'
import {
  type Application,
  changes,
  type Explained,
  faults,
  isClean,
  type KubeObject,
  nothingExplained,
  type Outcome,
  readExplained,
} from '@homelab/rehearsal'
import {
  applicationsIn,
  type ControlPlane,
  fetchCharts,
  lacking,
  programs,
  type RehearsalProps,
  type Revision,
  readByHand,
  readFiles,
  rehearse,
  rehearseChanges,
  rehearseFaults,
  rehearseFolder,
  writeEntrance,
} from '@homelab/rehearsal/run'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'
import { formatFaults, isSeen } from '../faults-report.ts'
import { formatRehearsal } from '../rehearsal-report.ts'
import { rehearsedOf } from '../rehearsed-cluster.ts'
import { rolloutBetween } from '../rollout.ts'
import { findEstate } from './estate-option.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'
import { partsOf } from './revisions.ts'

interface Values {
  readonly cluster: string | undefined
  readonly only: string | undefined
  readonly all: boolean
  readonly from: string | undefined
  readonly adopt: string | undefined
  readonly rendered: string | undefined
  readonly minutes: string
  readonly keep: boolean
  readonly json: boolean
  readonly estate: string | undefined
}

/** `rehearse`: installs everything by the guide, and shows what came of it. */
export async function rehearseEstate(
  { cluster: name, only, all, from, adopt, rendered: at, minutes, keep, json, estate }: Values,
  context: Context,
): Promise<ExitCode> {
  const { root, out } = context
  const file = findEstate(estate, context)
  const resolved = await resolvedEstate(estate, context)
  const { cluster, namespace, leftOut } = rehearsedOf(resolved.clusters, name)
  if (namespace === undefined && (all || [only, from, adopt].some(each => each !== undefined)))
    throw new UsageError('--only, --all, --from and --adopt are for what Argo CD delivers')
  const missing = lacking()
  if (missing !== undefined)
    throw new Stopped(`a rehearsal needs ${missing}`, '`rehearse --help` lists what it needs, and from where')
  const longest = secondsOf(minutes)
  if (all && (keep || only !== undefined)) throw new UsageError('--all goes with neither --keep nor --only')
  if (from !== undefined && (all || only !== undefined || adopt !== undefined))
    throw new UsageError('--from goes with neither --all, --only nor --adopt')
  const copies = mkdtempSync(join(tmpdir(), 'rehearse-'))
  const ending = new AbortController()
  const end = (): void => ending.abort()
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  try {
    const rendered = at ?? cluster.source.rendered
    const revision = await checkedOut(root, join(copies, 'index'), rendered, ending.signal)
    const first =
      from === undefined ? undefined : await checkedOut(root, join(copies, 'from'), rendered, ending.signal, from)
    const rollout = first && (await rolloutBetween(first.files, revision.files, (await partsOf(file)).parts))
    const applications = applicationsIn(revision.files, cluster.source)
    knownOrThrow(only, applications)
    const say = sayOn(context)
    const { explained, ...fetched } = await fetchCharts({
      ...{
        applications,
        own: cluster.source.repository,
        explained: explainedBy(dirname(file.path)),
        say,
        signal: ending.signal,
      },
      has: path =>
        existsSync(join(copies, 'index', path)) ||
        [...revision.files.keys()].some(each => join(cluster.source.rendered, each) === path),
      folder: join(copies, 'charts'),
    })
    const print = (outcome: Outcome): unknown =>
      out.write(
        json ? printJson({ clean: isClean(outcome), ...outcome }) : formatRehearsal(outcome, context.paint) + leftOut,
      )
    const common = {
      ...{
        programs: await programs(revision.files, say, ending.signal),
        cluster,
        keeping: resolved,
        services: resolved.services.filter(({ at }) => at.name === cluster.name),
        say,
        signal: ending.signal,
      },
      ...revision,
      ...{ explained, fetched },
      longest: keep ? 7200 : longest,
      before: async (plane: ControlPlane, done: Outcome): Promise<void> => {
        if (!all) print(done)
        if (keep) await lookAround(plane, ending.signal, context)
      },
    }
    if (namespace === undefined) return isClean(await rehearseFolder({ ...common, source: cluster.source })) ? 0 : 1
    const props: RehearsalProps = {
      ...common,
      only,
      ...present({
        from: first && { ...first, ...present({ rollout }) },
        adopt: adopt === undefined ? undefined : byHandIn(adopt),
      }),
      gitops: { ...cluster.source, namespace },
    }
    const outcome = await rehearse(props)
    if (!all) return isClean(outcome) ? 0 : 1
    const withFaults = await rehearseFaults(props, faults)
    const withChanges = await rehearseChanges(props, changes)
    const clean = isClean(outcome) && isSeen(withFaults) && isSeen(withChanges)
    if (json) out.write(printJson({ clean, ...outcome, withFaults, withChanges }))
    else
      out.write(
        [
          formatRehearsal(outcome, context.paint) + leftOut,
          formatFaults(withFaults, context.paint),
          formatFaults(withChanges, context.paint),
        ].join('\n'),
      )
    return clean ? 0 : 1
  } catch (error) {
    if (error instanceof UsageError) throw error
    // What was ended from outside fails wherever it is.
    if (ending.signal.aborted)
      throw new Stopped('the rehearsal was ended before it was done', 'nothing of it is left: run it again', {
        cause: error,
      })
    const reason = error instanceof Error ? error.message : String(error)
    throw new Stopped(`the rehearsal can't go on: ${reason}`, 'see what it was doing above', { cause: error })
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    rmSync(copies, { recursive: true, force: true })
  }
}

function byHandIn(folder: string): readonly KubeObject[] {
  const objects = existsSync(folder) ? readByHand(folder) : []
  if (objects.length === 0) throw new UsageError(`--adopt takes a folder of manifests (there are none in ${folder})`)
  return objects
}

function knownOrThrow(only: string | undefined, applications: readonly Application[]): void {
  const names = applications.map(({ name }) => name)
  if (only !== undefined && !names.includes(only))
    throw new UsageError(`there is no Application ${only}${didYouMean(only, names)}`)
}

function secondsOf(minutes: string): number {
  const number = Number(minutes)
  if (!(number >= 1 && number <= 120)) throw new UsageError(`--minutes takes a number of 1 to 120 (got ${minutes})`)
  return number * 60
}

/** Until somebody ends it, or for two hours. */
async function lookAround(plane: ControlPlane, signal: AbortSignal, { err }: Context): Promise<void> {
  const into = writeEntrance(plane)
  err.write(`${into} kubectl get pods --all-namespaces\n${into} argocd app list\n`)
  err.write(`its logs: ${plane.sandbox.folder}/logs; the working copy, served after a commit: ${plane.tree}\n`)
  err.write(`it ends with Ctrl-C, or: kill ${process.pid}\n`)
  await plane.sandbox.ended(signal)
}

function explainedBy(folder: string): Explained {
  const path = join(folder, 'rehearsal.json')
  if (!existsSync(path)) return nothingExplained
  const read = readExplained(readFileSync(path, 'utf8'))
  if ('count' in read) return read
  throw new Stopped(
    `${path}: ${read.join('; ')}`,
    'correct it: packages/rehearsal/schema/explained.schema.json describes it',
  )
}

/** What Git would commit now; or a revision. */
async function checkedOut(
  root: string,
  folder: string,
  rendered: string,
  signal: AbortSignal,
  revision?: string,
): Promise<Revision> {
  const git = async (...words: readonly string[]): Promise<void> => {
    // Another index leaves the operator's own as it is.
    const env = revision === undefined ? {} : { GIT_INDEX_FILE: `${folder}.index` }
    const { problem } = await run('git', words, { cwd: root, env, signal })
    if (problem !== undefined) throw new Error(problem)
  }
  if (revision !== undefined) await git('read-tree', revision)
  await git('checkout-index', '--all', '--force', `--prefix=${folder}/`)
  return {
    files: readFiles(join(folder, rendered)),
    fill: async tree => cpSync(folder, tree, { recursive: true }),
  }
}

function sayOn({ err, progress, now }: Context): (what: string) => void {
  const began = now()
  return what => {
    const line = `${Math.round((now() - began) / 1000)} s: ${what.split('\n')[0]}`
    progress.clear()
    err.write(`${line}\n`)
  }
}
