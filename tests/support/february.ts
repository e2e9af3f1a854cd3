import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { imageReference, loadRenderers, type ResolvedDifference } from '@homelab/estate/model'
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
import { openedOnce } from './opened.ts'

const whole = openedOnce(blumeops)
const { resolved } = whole
await loadRenderers(resolved.parts)
const watch = { now: () => 0, before: () => undefined }
const { files } = renderEstate(whole, await loadProjections(), [], watch)

/** The Applications whose objects are rendered and ran before: what ran of each is a fixture. One that came later has none. */
export function comparable(): readonly string[] {
  return applicationFiles(resolved, files).flatMap(({ name, elsewhere }) =>
    elsewhere === undefined && existsSync(manifestsOf(name)) ? [name] : [],
  )
}

/** The hand-written manifests of an Application, as the facts describe February. */
export function february(name: string): readonly Manifest[] {
  return parseAllDocuments(withVersions(readFileSync(manifestsOf(name), 'utf8')))
    .map(each => each.toJS())
    .filter(isManifest)
}

function manifestsOf(name: string): string {
  return join(import.meta.dirname, '..', 'fixtures', 'february', `${name}.yaml`)
}

/** Versions are raised every week, and that is no difference which anybody explains: an image that still runs has today's. */
function withVersions(text: string): string {
  return resolved.services
    .flatMap(({ images }) => images)
    .reduce(
      (left, image) =>
        left.replaceAll(
          new RegExp(`(?<=^\\s*(?:- )?image(?:Name)?: "?)${image.repository}:v?\\d[^\\s"]*(?="?$)`, 'gm'),
          () => imageReference(image),
        ),
      text,
    )
}

/** What ran against what is rendered today; `differences` in place of the declared ones. */
export function compared(
  name: string,
  ran: readonly Manifest[] = february(name),
  differences: readonly ResolvedDifference[] = resolved.differences,
): Comparison {
  const [found] = compareApplication({ ...resolved, differences }, files, name, ran)
  if (found === undefined) throw new Error(`no Application ${name}`)
  // Whoever adds a service explains no Application that is new: nothing of it ran.
  const isLater = ({ what, kind }: Seen): boolean => what === 'new' && kind === 'Application'
  return { ...found, unexplained: found.unexplained.filter(each => !isLater(each)) }
}

/** `Deployment web spec.replicas`, or `new Secret x`. */
export function line({ what, kind, name, path }: Seen): string {
  return [...(what === 'field' ? [] : [what]), kind, name, ...(path.length === 0 ? [] : [pathText(path)])].join(' ')
}
