/** What Applications that were rendered read. */
import { present } from '@homelab/formats/present'
import { parse } from 'yaml'

export interface Source {
  /** `ssh://USER@HOST:PORT/PATH.git`, or `https://HOST/PATH.git`; `https://HOST/PATH` of a chart repository. */
  readonly repoURL: string
  /** A branch, tag or commit; of a chart repository the chart's version. */
  readonly revision: string
  /** The folder of it; absent for a chart of a chart repository, and where it gives values alone. */
  readonly path?: string
  /** The chart's name in a chart repository. */
  readonly chart?: string
  /** By which other sources say that a file of values lies in it. */
  readonly ref?: string
  /** Files of values for a chart: `$REF/PATH` in another source, or in its own folder. */
  readonly valueFiles?: readonly string[]
}

export interface Application {
  readonly name: string
  readonly sources: readonly Source[]
}

interface Spec {
  readonly repoURL: string
  readonly targetRevision: string
  readonly path?: string
  readonly chart?: string
  readonly ref?: string
  readonly helm?: { readonly valueFiles?: readonly string[] }
}

/** Of the rendered files beside the root: the project may lie there, too. */
export function isApplication(text: string): boolean {
  return /^kind: Application$/m.test(text)
}

/** @param text of one rendered file */
export function applicationOf(text: string): Application {
  const { metadata, spec } = parse(text) as {
    readonly metadata: { readonly name: string }
    readonly spec: { readonly source?: Spec; readonly sources?: readonly Spec[] }
  }
  const all = [...(spec.source === undefined ? [] : [spec.source]), ...(spec.sources ?? [])]
  return {
    name: metadata.name,
    sources: all.map(({ repoURL, targetRevision: revision, path, chart, ref, helm }) => ({
      ...{ repoURL, revision },
      ...present({ path, chart, ref, valueFiles: helm?.valueFiles }),
    })),
  }
}

/** What an Application reads out of the estate's own repository: folders, and files of values. */
export function ownPathsOf({ sources }: Application, own: string): readonly string[] {
  const refs = new Map(sources.flatMap(({ ref, repoURL }) => (ref === undefined ? [] : [[ref, repoURL]])))
  const values = sources.flatMap(({ valueFiles = [] }) => valueFiles.map(file => /^\$([^/]+)\/(.+)$/.exec(file)))
  return [
    ...sources.flatMap(({ repoURL, path }) => (repoURL === own && path !== undefined ? [path] : [])),
    ...values.flatMap(found => (found !== null && refs.get(found[1] ?? '') === own ? [found[2] ?? ''] : [])),
  ]
}

/** The repositories that Applications read, each once. */
export function repositoriesOf(applications: readonly Application[]): readonly Source[] {
  const all = applications.flatMap(({ sources }) => sources)
  return [...new Map(all.map(source => [`${source.repoURL} ${source.revision}`, source])).values()]
}
