import { join, posix } from 'node:path'
import type { Finding, Projection } from '@homelab/estate'
import { type EstateFile, estateFile, isEstate, resolveEstate, unlistedAmong } from '../load.ts'
import { isOpen, renderTargets } from '../render.ts'
import { reachedFrom, sourceModule } from './source-modules.ts'
import type { Sources } from './units.ts'

/** What an estate renders. */
export interface Outcome {
  readonly files: ReadonlyMap<string, OutcomeFile>
  /** Targets that say nothing of it: their projection threw. */
  readonly stopped: ReadonlySet<string>
  /** Open findings, each as one text that is equal for the same finding. */
  readonly findings: ReadonlySet<string>
}

export interface OutcomeFile {
  readonly target: string
  readonly content: string
  readonly executable: boolean
}

/** Why sources give no estate, in one line. */
export interface Failed {
  readonly failed: string
}

/** Asks what sources render. */
export interface Trial {
  readonly run: (sources: Sources) => Promise<Outcome | Failed>
  /** The paths of the sources that are part of the estate: others have no say in it. */
  readonly reads: (sources: Sources) => ReadonlySet<string>
}

export interface TrialOptions {
  /** Absolute: the folder above `apps`, where packages are found. */
  readonly root: string
  /** The estate's module, below it: `apps/NAME/estate.ts`. */
  readonly estate: string
  readonly projections: readonly Projection[]
  /** Node's own `import`, which heeds module hooks. */
  readonly load?: (url: string) => Promise<unknown>
}

/** Loads and renders sources from memory, in this process; one revision after the other, as often as wanted. */
export function sourceTrial({ root, estate, projections, load = url => import(url) }: TrialOptions): Trial {
  const file = estateFile(join(root, estate))
  const run: Trial['run'] = async sources => {
    if (!sources.has(estate)) return { failed: `there is no ${estate}` }
    let loaded: unknown
    try {
      loaded = await load(sourceModule(root, sources, estate))
    } catch (error) {
      return { failed: reasonOf(error) }
    }
    return outcome(file, sources, loaded, projections)
  }
  const services = posix.join(posix.dirname(estate), 'services')
  return {
    run,
    // A file of the folder of services counts though nothing imports it: then it is a finding.
    reads: sources =>
      new Set([
        ...reachedFrom(sources, estate),
        ...[...sources.keys()].filter(path => posix.dirname(path) === services),
      ]),
  }
}

function outcome(
  file: EstateFile,
  sources: Sources,
  loaded: unknown,
  projections: readonly Projection[],
): Outcome | Failed {
  const estate = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  if (!isEstate(estate)) return { failed: 'its default export is no estate' }
  const resolved = resolveEstate(file, estate)
  if ('code' in resolved) return { failed: resolved.problem }
  const unlisted = unlistedAmong(file, estate, [...sources.keys()])
  const { files, findings, stopped } = renderTargets(resolved, projections, unlisted, {
    now: () => 0,
    before: () => {},
  })
  return {
    files: new Map(
      files.map(({ path, target, content, executable }) => [
        path,
        { target, content, executable: executable === true },
      ]),
    ),
    stopped: new Set(stopped),
    findings: new Set(findings.filter(isOpen).map(identity)),
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

function identity({ code, where: { subject, path, file } }: Finding): string {
  return JSON.stringify([code, subject, path, file])
}
