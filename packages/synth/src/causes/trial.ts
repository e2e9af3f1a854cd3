import { join, posix } from 'node:path'
import {
  type Estate,
  type Finding,
  loadRenderers,
  type Opened,
  type Part,
  type Places,
  resolve,
  type Stated,
  state,
} from '@homelab/estate/model'
import { estateFile, isEstate, resolveEstate, unlistedAmong } from '../load.ts'
import { type AnyProjection, isOpen, renderTargets } from '../render.ts'
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
  /** What they state, without rendering it. */
  readonly state: (sources: Sources) => Promise<Stated | Failed>
  /** The paths of the sources that are part of the estate: others have no say in it. */
  readonly reads: (sources: Sources) => ReadonlySet<string>
}

export interface TrialOptions {
  /** Absolute: the folder above `apps`, where packages are found. */
  readonly root: string
  /** The estate's module, below it: `apps/NAME/estate.ts`. */
  readonly estate: string
  readonly projections: readonly AnyProjection[]
  /** Node's own `import`, which heeds module hooks. */
  readonly load?: (url: string) => Promise<unknown>
}

/** Loads and renders sources from memory, in this process; one revision after the other, as often as wanted. */
export function sourceTrial({ root, estate, projections, load = url => import(url) }: TrialOptions): Trial {
  const file = estateFile(join(root, estate))
  const open = async (sources: Sources): Promise<Estate | Failed> => {
    try {
      const loaded = await load(sourceModule(root, sources, estate))
      const found = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
      return isEstate(found) ? found : { failed: 'its default export is no estate' }
    } catch (error) {
      return { failed: reasonOf(error) }
    }
  }
  const services = posix.join(posix.dirname(estate), 'services')
  return {
    run: async sources => {
      const opened = await open(sources)
      if ('failed' in opened) return opened
      try {
        const whole = resolveEstate(file, opened)
        if ('code' in whole) return { failed: whole.problem }
        await loadRenderers(whole.resolved.parts)
        return rendered(whole, unlistedAmong(file, opened, [...sources.keys()]), projections)
      } catch (error) {
        // With types that nobody checks it may be nothing that anybody could state.
        return { failed: reasonOf(error) }
      }
    },
    state: async sources => {
      const opened = await open(sources)
      return 'failed' in opened ? opened : state(opened).stated
    },
    // A file of the folder of services counts though nothing imports it: then it is a finding.
    reads: sources =>
      new Set([
        ...reachedFrom(sources, estate),
        ...[...sources.keys()].filter(path => posix.dirname(path) === services),
      ]),
  }
}

/** What comes as text has no sources. */
const nowhere: Places = { nearest: () => undefined }

/** What a stated estate renders. */
export function outcomeOf(
  stated: Stated,
  parts: readonly Part[],
  projections: readonly AnyProjection[],
): Outcome | Failed {
  try {
    return rendered({ stated, resolved: resolve(stated, parts), places: nowhere }, [], projections)
  } catch (error) {
    // Mixed of two revisions, it may be nothing that anybody could state.
    return { failed: reasonOf(error) }
  }
}

function rendered(opened: Opened, found: readonly Finding[], projections: readonly AnyProjection[]): Outcome {
  const { files, findings, stopped } = renderTargets(opened, projections, found, { now: () => 0, before: () => {} })
  return {
    files: new Map(
      files.map(({ path, target, content, executable }) => {
        return [path, { target, content, executable: executable === true }]
      }),
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
