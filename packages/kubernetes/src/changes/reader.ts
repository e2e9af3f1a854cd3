import { readDocuments } from '@homelab/changes'
import type { ChangeReader, ReadItem } from '@homelab/estate/model'
import { manifestReading } from '../compare/fields.ts'
import { isManifest } from '../compare/json.ts'

/** Objects of the API by field; values of charts and kustomizations as the documents that they are. */
export const manifestReader: ChangeReader = {
  system: 'kubernetes',
  reads: path => /\.ya?ml$/.test(path),
  items: (path, text) =>
    readDocuments(text).map((document): ReadItem => {
      if (!isManifest(document)) return { subject: path, value: document }
      const [place = ''] = path.split('/')
      return {
        subject: subjectOf(document.kind, document.metadata.name, document.metadata['namespace']),
        value: document,
        place,
        // What it changes is upstream's, and stays when it goes.
        ...(path.includes('/patches/') && { part: 'patch' }),
      }
    }),
  keys: path => {
    // A file in a ConfigMap is no object of the API.
    if (path[0] === 'data' && path.length > 1) return undefined
    // An Application of a chart has its repository, and that of its values.
    if (path.join('.') === 'spec.sources') return ['repoURL']
    return manifestReading.keys(path)
  },
  ...(manifestReading.inside && { inside: manifestReading.inside }),
  emptyIsAbsent: true,
}

/** How people call an object: `Deployment wiki/wiki`, `Namespace wiki`. */
function subjectOf(kind: string, name: string, namespace: unknown): string {
  return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${name}`
}
