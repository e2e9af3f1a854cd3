/** Charts in other repositories, fetched from their Git server before a rehearsal, with the operator's own access. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '@homelab/programs'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { ExecaError, execa } from 'execa'
import type { Application, Source } from '../applications.ts'
import { afterFetching, type Explained } from '../explained.ts'
import type { Say } from './programs.ts'

/** A repository at a revision, as it was fetched. */
export interface Chart {
  readonly source: Source
  /** The folder that holds it. */
  readonly folder: string
}

export interface Fetched {
  /** What is left to be explained. */
  readonly explained: Explained
  readonly charts: readonly Chart[]
  /** A folder for PATH with `helm`, by which Argo CD renders them; absent where there is none of them. */
  readonly bin?: string
}

export interface FetchProps {
  readonly applications: readonly Application[]
  /** The estate's own repository, which is served as it is here. */
  readonly own: string
  readonly explained: Explained
  /** Where they are put; whoever asks removes it. */
  readonly folder: string
  /** From where a repository is fetched, by its URL; from there itself by default. */
  readonly from?: (repoURL: string) => string
  readonly say: Say
  /** A folder with `helm`; built, or out of the cache, by default. */
  readonly helm?: (say: Say) => Promise<string>
}

/** How long a repository may take, in seconds: where its server is not reached nobody waits for it. */
const LONGEST = 30

/** Of the Applications that are explained only while their chart is out of reach. */
export async function fetchCharts(props: FetchProps): Promise<Fetched> {
  const { applications, own, explained, folder, say, helm = buildHelm } = props
  const charts: Chart[] = []
  const results = new Map<string, string | undefined>()
  for (const { name, sources } of applications.filter(each => explained.applications[each.name]?.fetch === true)) {
    const wanted = sources.filter(({ repoURL, path }) => repoURL !== own && path !== undefined)
    const found = wanted.map((source, index) => ({ source, folder: join(folder, `${name}-${index}`) }))
    results.set(name, wanted.length === 0 ? 'it reads no chart in a Git repository' : await allOf(found, props))
    if (results.get(name) === undefined) charts.push(...found)
  }
  const left = { explained: afterFetching(explained, results), charts }
  return charts.length === 0 ? left : { ...left, bin: await helm(say) }
}

/** Why one can't be fetched; undefined where all are there. */
async function allOf(charts: readonly Chart[], { say, from = url => url }: FetchProps): Promise<string | undefined> {
  for (const { source, folder } of charts) {
    say(`fetching ${source.repoURL} at ${source.revision}, ${LONGEST} s at most`)
    const problem = await fetchOne(from(source.repoURL), source.revision, folder)
    if (problem !== undefined) return problem
  }
  return undefined
}

async function fetchOne(url: string, revision: string, folder: string): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true })
  // It asks nobody: neither for a password nor whether a host is known.
  const env = { GIT_TERMINAL_PROMPT: '0', GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10' }
  const git = (...args: readonly string[]) => execa('git', args, { cwd: folder, env, timeout: LONGEST * 1000 })
  try {
    await git('init', '--quiet')
    await git('fetch', '--quiet', '--depth=1', url, revision)
    await git('checkout', '--quiet', 'FETCH_HEAD')
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error
    if (error.timedOut) return `it took longer than ${LONGEST} s`
    return String(error.stderr ?? '').split('\n')[0] || error.shortMessage
  }
  rmSync(join(folder, '.git'), { recursive: true })
  return undefined
}

const sources = join(import.meta.dirname, '../../../../tools/helm')

/** Built, or out of the cache. About two minutes where nothing is cached. */
async function buildHelm(say: Say): Promise<string> {
  return madeOnce('helm', contentsOf(sources), async at => {
    say('building helm')
    const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
    const words = ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'helm'), 'helm.sh/helm/v3/cmd/helm']
    await execa(findProgram('go') ?? 'go', words, { cwd: sources, env })
  })
}
