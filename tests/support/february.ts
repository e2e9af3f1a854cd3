import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRenderers, opened, type ResolvedDifference } from '@homelab/estate/model'
import {
  applicationFiles,
  type Comparison,
  compareApplication,
  isManifest,
  type Manifest,
  pathText,
  type Seen,
} from '@homelab/kubernetes/compare'
import { loadProjections, renderEstate } from '@homelab/synth'
import { parseAllDocuments } from 'yaml'
import blumeops from '../../apps/blumeops/estate.ts'

const whole = opened(blumeops)
const { resolved } = whole
await loadRenderers(resolved.parts)
const watch = { now: () => 0, before: () => undefined }
const { files } = renderEstate(whole, await loadProjections(), [], watch)

/** The Applications whose objects are rendered: what ran of each is a fixture. */
export function comparable(): readonly string[] {
  return applicationFiles(resolved, files).flatMap(({ name, elsewhere }) => (elsewhere === undefined ? [name] : []))
}

/** The hand-written manifests of an Application, as the facts describe February. */
export function february(name: string): readonly Manifest[] {
  const path = join(import.meta.dirname, '..', 'fixtures', 'february', `${name}.yaml`)
  return parseAllDocuments(readFileSync(path, 'utf8'))
    .map(each => each.toJS())
    .filter(isManifest)
}

/** What ran against what is rendered today; `differences` in place of the declared ones. */
export function compared(
  name: string,
  ran: readonly Manifest[] = february(name),
  differences: readonly ResolvedDifference[] = resolved.differences,
): Comparison {
  const [found] = compareApplication({ ...resolved, differences }, files, name, ran)
  if (found === undefined) throw new Error(`no Application ${name}`)
  return found
}

/** `Deployment web spec.replicas`, or `new Secret x`. */
export function line({ what, kind, name, path }: Seen): string {
  return [...(what === 'field' ? [] : [what]), kind, name, ...(path.length === 0 ? [] : [pathText(path)])].join(' ')
}
