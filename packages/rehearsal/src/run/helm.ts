/** Helm: Argo CD renders charts by it, and a chart's own charts are fetched by it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { present } from '@homelab/formats/present'
import { findProgram } from '@homelab/programs'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { parse } from 'yaml'
import type { Say } from './programs.ts'
import { unfetched } from './unfetched.ts'

const sources = join(import.meta.dirname, '../../../../tools/helm')

/** Built, or out of the cache: its folder. About two minutes where nothing is cached. */
export function buildHelm(say: Say, signal?: AbortSignal): Promise<string> {
  const build = async (at: string): Promise<void> => {
    say('building helm')
    const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
    const words = ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(at, 'helm'), 'helm.sh/helm/v3/cmd/helm']
    await execa(findProgram('go') ?? 'go', words, {
      ...{ cwd: sources, env },
      ...present({ cancelSignal: signal }),
    })
  }
  return madeOnce('helm', contentsOf(sources), build, signal)
}

interface Dependency {
  readonly name: string
  readonly repository?: string
}

/**
 * Puts the charts that a chart needs beside it, as `helm dependency build` does; Argo CD then has nothing to fetch. A chart that
 * has them in its repository is left as it is.
 *
 * @param bin with `helm`
 * @param chart its folder
 * @param seconds how long each of them may take
 * @throws OutOfReach where a server is not reached, and NotThere where it has not what is asked for
 */
export async function fetchDependencies(bin: string, chart: string, seconds: number): Promise<void> {
  const file = join(chart, 'Chart.yaml')
  const { dependencies = [] } = existsSync(file)
    ? (parse(readFileSync(file, 'utf8')) as { readonly dependencies?: readonly Dependency[] })
    : {}
  const there = existsSync(join(chart, 'charts')) ? readdirSync(join(chart, 'charts')) : []
  const has = ({ name }: Dependency): boolean => there.some(each => each === name || each.startsWith(`${name}-`))
  if (dependencies.every(has)) return
  // Nothing of the operator's own Helm is read or changed.
  const home = mkdtempSync(join(tmpdir(), 'helm-'))
  try {
    const env = { HELM_CONFIG_HOME: home, HELM_CACHE_HOME: home, HELM_DATA_HOME: home }
    const helm = (...args: readonly string[]) => execa(join(bin, 'helm'), args, { env, timeout: seconds * 1000 })
    // It builds only from repositories that it was told.
    const repositories = new Set(
      dependencies.flatMap(({ repository = '' }) => (/^https?:/.test(repository) ? repository : [])),
    )
    for (const [index, url] of [...repositories].entries()) await helm('repo', 'add', `repository-${index}`, url)
    await helm('dependency', 'build', chart)
  } catch (error) {
    throw unfetched(error, /valid version|out of sync|not found in/, seconds)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
