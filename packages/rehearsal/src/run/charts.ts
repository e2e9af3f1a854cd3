/** Charts in other repositories, fetched before a rehearsal from Git servers and chart repositories, with the operator's own access. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { present } from '@homelab/formats/present'
import { execa } from 'execa'
import { type Application, ownPathsOf, type Source } from '../applications.ts'
import { afterFetching, type Explained } from '../explained.ts'
import { fetchChart } from './chart-repository.ts'
import { buildHelm, fetchDependencies } from './helm.ts'
import type { Say } from './programs.ts'
import { NotThere, OutOfReach, unfetched } from './unfetched.ts'

/** A repository at a revision, or charts of a chart repository, as they were fetched. */
export interface Chart {
  readonly source: Source
  /** The folder that holds it. */
  readonly folder: string
}

export interface Fetched {
  /** What is left to be explained. */
  readonly explained: Explained
  readonly charts: readonly Chart[]
  /** What a server that answers has not, and so no sync would find: clauses, the Application first. */
  readonly problems: readonly string[]
  /** A folder for PATH with `helm`, by which Argo CD renders them; absent where there is none of them. */
  readonly bin?: string
}

export interface FetchProps {
  readonly applications: readonly Application[]
  /** The estate's own repository, which is served as it is here. */
  readonly own: string
  /** Whether a folder or file of that is here: values are often written by hand. */
  readonly has: (path: string) => boolean
  readonly explained: Explained
  /** Where they are put; whoever asks removes it. */
  readonly folder: string
  /** From where a repository is fetched, by its URL; from there itself by default. */
  readonly from?: (repoURL: string) => string
  readonly say: Say
  /** Ends it early. */
  readonly signal?: AbortSignal
  /** A folder with `helm`; built, or out of the cache, by default. */
  readonly helm?: (say: Say, signal?: AbortSignal) => Promise<string>
}

/** How long a repository may take, in seconds: where its server is not reached nobody waits for it. */
const LONGEST = 30

/** Of the Applications that are explained only while their chart is out of reach. */
export async function fetchCharts(props: FetchProps): Promise<Fetched> {
  const { applications, own, explained, folder, say, signal, helm = buildHelm } = props
  const charts: Chart[] = []
  const results = new Map<string, string | undefined>()
  const problems: string[] = []
  let built: Promise<string> | undefined
  const helmOnce = (): Promise<string> => {
    built ??= helm(say, signal)
    return built
  }
  for (const application of applications.filter(each => explained.applications[each.name]?.fetch === true)) {
    signal?.throwIfAborted()
    const { name, sources } = application
    const wanted = sources.filter(({ repoURL, path, chart }) => repoURL !== own && (path ?? chart) !== undefined)
    const found = wanted.map((source, index) => ({ source, folder: join(folder, placeOf(source, `${name}-${index}`)) }))
    const failed =
      notTried(application, wanted, props) ??
      (await failure(async () => {
        for (const chart of found) await fetchOne(chart, props)
      })) ??
      (await withDependencies(found, helmOnce))
    if (failed === undefined) charts.push(...found)
    if (failed instanceof NotThere) problems.push(`${name} can't be fetched: ${failed.message}`)
    results.set(name, failed?.message)
  }
  const left = { explained: afterFetching(explained, results), charts, problems }
  return charts.length === 0 ? left : { ...left, bin: await helmOnce() }
}

/** Why nobody is asked at all. */
function notTried(
  application: Application,
  wanted: readonly Source[],
  { own, has }: FetchProps,
): { readonly message: string } | undefined {
  const [missing] = ownPathsOf(application, own).filter(path => !has(path))
  // Argo CD takes an address without a scheme for that of an OCI registry.
  const other = wanted.find(({ chart, repoURL }) => chart !== undefined && !repoURL.startsWith('https://'))
  if (wanted.length === 0) return { message: 'it reads no chart' }
  if (missing !== undefined) return { message: `it reads ${missing}, which is not in the working copy` }
  return other && { message: `charts are fetched by HTTPS and Git, and not from ${other.repoURL}` }
}

/** An archive has them in it; a repository often has not. */
async function withDependencies(charts: readonly Chart[], helm: () => Promise<string>): Promise<Failure | undefined> {
  const bin = await helm()
  return failure(async () => {
    for (const { source, folder } of charts)
      if (source.path !== undefined) await fetchDependencies(bin, join(folder, source.path), LONGEST)
  })
}

/** Charts of one chart repository share a folder, which has its index. */
function placeOf({ chart, repoURL }: Source, otherwise: string): string {
  return chart === undefined ? otherwise : encodeURIComponent(repoURL)
}

async function fetchOne({ source, folder }: Chart, { say, signal, from = url => url }: FetchProps): Promise<void> {
  const { repoURL, revision, chart } = source
  say(`fetching ${chart === undefined ? '' : `${chart} of `}${repoURL} at ${revision}, ${LONGEST} s at most`)
  if (chart === undefined) return fetchRepository(from(repoURL), revision, folder, signal)
  return fetchChart(from(repoURL), { chart, version: revision }, folder, LONGEST)
}

async function fetchRepository(url: string, revision: string, folder: string, signal?: AbortSignal): Promise<void> {
  mkdirSync(folder, { recursive: true })
  // It asks nobody: neither for a password nor whether a host is known.
  const env = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10' }
  const git = (...args: readonly string[]) =>
    execa('git', args, { cwd: folder, env, timeout: LONGEST * 1000, ...present({ cancelSignal: signal }) })
  await git('init', '--quiet')
  await git('fetch', '--quiet', '--depth=1', url, revision).catch((error: unknown) => {
    throw unfetched(error, /couldn't find remote ref|not our ref/, LONGEST)
  })
  await git('checkout', '--quiet', 'FETCH_HEAD')
  rmSync(join(folder, '.git'), { recursive: true })
}

type Failure = OutOfReach | NotThere

/**
 * Why it did not come; undefined where it did.
 *
 * @throws whatever says nothing of a server, and so is no reason to go on without it
 */
async function failure(work: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof OutOfReach || error instanceof NotThere) return error
    throw error
  }
}
