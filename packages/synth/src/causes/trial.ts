import { join, posix } from 'node:path'
import {
  type Estate,
  type Finding,
  type Opened,
  type Part,
  type Places,
  resolve,
  type Stated,
  state,
} from '@homelab/estate/model'
import { keepPrinted } from '@homelab/formats'
import { estateFile, isEstate, loadEstate, reasonIn, unlistedAmong } from '../load.ts'
import { type AnyProjection, isOpen, type RenderedEstate, renderTargets, type Watch } from '../render.ts'
import { type RenderedLoaded, renderLoaded } from '../render-loaded.ts'
import { restatedAmong } from '../restated.ts'
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
  /** Node's own `import`, which runs module hooks. */
  readonly load?: (url: string) => Promise<unknown>
}

/** Sources that are rendered from memory. */
export interface SourceEstate {
  readonly load: (sources: Sources) => Promise<Estate | Finding>
  readonly render: (sources: Sources) => Promise<RenderedLoaded>
}

/** Loads and renders sources from memory, in this process; one revision after the other, as often as wanted. */
export function sourceEstate({ root, estate, projections, load = url => import(url) }: TrialOptions): SourceEstate {
  const file = estateFile(join(root, estate))
  keepPrinted()
  const loaded = (sources: Sources): Promise<Estate | Finding> =>
    loadEstate(file, async () => load(sourceModule(root, sources, estate)))
  return {
    load: loaded,
    render: async sources => {
      const beside = (found: Estate, { resolved }: Opened): readonly Finding[] => [
        ...unlistedAmong(file, found, [...sources.keys()]),
        ...restatedAmong(sources, file, resolved),
      ]
      return renderLoaded(file, await loaded(sources), { projections, beside, watch: unseen })
    },
  }
}

const unseen: Watch = { now: () => 0, before: () => {} }

/** Asks of sources what they render: `Trial`. */
export function sourceTrial(options: TrialOptions): Trial {
  const { estate } = options
  const { load, render } = sourceEstate(options)
  const services = posix.join(posix.dirname(estate), 'services')
  return {
    run: async sources => trialOutcome(await render(sources)),
    state: async sources => {
      const loaded = await load(sources)
      return isEstate(loaded) ? state(loaded).stated : { failed: reasonIn(loaded) }
    },
    // A file of the folder of services counts though nothing imports it: then it is a finding.
    reads: sources =>
      new Set([
        ...reachedFrom(sources, estate),
        ...[...sources.keys()].filter(path => posix.dirname(path) === services),
      ]),
  }
}

/** With types that nobody checks it may be nothing that anybody could state. */
export function trialOutcome({ targets, opened }: RenderedLoaded): Outcome | Failed {
  if (opened !== undefined && targets.fault === undefined) return outcome(targets)
  const [finding] = targets.findings
  return { failed: targets.fault?.message ?? (finding && reasonIn(finding)) ?? 'it can’t be resolved' }
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
    const opened = { stated, resolved: resolve(stated, parts), places: nowhere }
    return outcome(renderTargets(opened, projections, [], unseen))
  } catch (error) {
    // Mixed of two revisions, it may be nothing that anybody could state.
    return { failed: reasonOf(error) }
  }
}

function outcome({ files, findings, stopped }: RenderedEstate): Outcome {
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
