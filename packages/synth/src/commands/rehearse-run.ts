import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Cluster } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { run } from '@homelab/programs'
import { type Application, type Explained, isClean, nothingExplained, type Outcome } from '@homelab/rehearsal'
import {
  applicationsIn,
  type ControlPlane,
  lacking,
  programs,
  type Revision,
  readFiles,
  rehearse,
  writeEntrance,
} from '@homelab/rehearsal/run'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'
import { formatRehearsal } from '../rehearsal-report.ts'
import { findEstate } from './estate-option.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly only: string | undefined
  readonly minutes: string
  readonly keep: boolean
  readonly json: boolean
  readonly estate: string | undefined
}

/** `rehearse`: installs everything by the guide, and shows what came of it. */
export async function rehearseEstate(
  { only, minutes, keep, json, estate }: Values,
  context: Context,
): Promise<ExitCode> {
  const { root, out } = context
  const file = findEstate(estate, context)
  const resolved = await resolvedEstate(estate, context)
  const { cluster, namespace } = deliveredOf(resolved.clusters)
  const missing = lacking()
  if (missing !== undefined)
    throw new Stopped(`a rehearsal needs ${missing}`, '`rehearse --help` lists what it needs, and from where')
  const longest = secondsOf(minutes)
  const copies = mkdtempSync(join(tmpdir(), 'rehearse-'))
  const ending = new AbortController()
  const end = (): void => ending.abort()
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  try {
    const { rendered } = cluster.source
    const revision = await checkedOut(root, join(copies, 'index'), rendered)
    knownOrThrow(only, applicationsIn(revision.files, cluster.source))
    const say = sayOn(context)
    const print = (outcome: Outcome): unknown =>
      out.write(json ? printJson({ clean: isClean(outcome), ...outcome }) : formatRehearsal(outcome, context.paint))
    const outcome = await rehearse({
      ...{
        programs: await programs(revision.files, say),
        cluster,
        keeping: resolved,
        only,
        say,
        signal: ending.signal,
      },
      ...revision,
      gitops: { ...cluster.source, namespace },
      explained: explainedBy(dirname(file.path)),
      before: async (plane, done) => {
        print(done)
        if (keep) await lookAround(plane, ending.signal, context)
      },
      longest: keep ? 7200 : longest,
    })
    return isClean(outcome) ? 0 : 1
  } catch (error) {
    if (error instanceof UsageError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new Stopped(`the rehearsal can't go on: ${reason}`, 'see what it was doing above', { cause: error })
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    rmSync(copies, { recursive: true, force: true })
  }
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

/** The one cluster that Argo CD delivers. */
function deliveredOf(clusters: readonly Cluster[]): { readonly cluster: Cluster; readonly namespace: string } {
  for (const cluster of clusters) {
    const { delivery } = cluster
    if (delivery.kind === 'argocd' && 'namespace' in delivery && typeof delivery.namespace === 'string')
      return { cluster, namespace: delivery.namespace }
  }
  throw new UsageError('it has no cluster that Argo CD delivers: no other delivery is rehearsed yet')
}

function explainedBy(folder: string): Explained {
  const path = join(folder, 'rehearsal.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Explained) : nothingExplained
}

/** What Git would commit now. */
async function checkedOut(root: string, folder: string, rendered: string): Promise<Revision> {
  const { problem } = await run('git', ['checkout-index', '--all', '--force', `--prefix=${folder}/`], { cwd: root })
  if (problem !== undefined) throw new Error(problem)
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
