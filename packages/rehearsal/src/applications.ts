/** What Applications that were rendered read. */
import { present } from '@homelab/formats/present'
import { parse } from 'yaml'

export interface Source {
  /** `ssh://USER@HOST:PORT/PATH.git`, or `https://HOST/PATH.git` */
  readonly repoURL: string
  readonly revision: string
  /** The folder of it; absent for a chart, and where it gives values alone. */
  readonly path?: string
}

export interface Application {
  readonly name: string
  readonly sources: readonly Source[]
}

interface Spec {
  readonly repoURL: string
  readonly targetRevision: string
  readonly path?: string
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
    sources: all.map(({ repoURL, targetRevision: revision, path }) => ({
      ...{ repoURL, revision },
      ...present({ path }),
    })),
  }
}

/** The repositories that Applications read, each once. */
export function repositoriesOf(applications: readonly Application[]): readonly Source[] {
  const all = applications.flatMap(({ sources }) => sources)
  return [...new Map(all.map(source => [`${source.repoURL} ${source.revision}`, source])).values()]
}
