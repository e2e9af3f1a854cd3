import { covers, type Path } from '@homelab/changes/fields'
import { at, isJsonObject, type Manifest } from '../../compare/json.ts'
import type { Named } from '../../compare/seen.ts'

/**
 * The fields that an Application's syncs leave alone: those it ignores, where it respects that in syncs too.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-difference-configs
 */
export function keptFields(application: Manifest | undefined): (of: Named, path: Path) => boolean {
  const options = at(application, 'spec', 'syncPolicy', 'syncOptions')
  const ignored = at(application, 'spec', 'ignoreDifferences')
  if (!Array.isArray(options) || !options.includes('RespectIgnoreDifferences=true') || !Array.isArray(ignored))
    return () => false
  const entries = ignored.filter(isJsonObject).map(({ kind, name, namespace, jsonPointers }) => ({
    ...{ kind, name, namespace },
    paths: Array.isArray(jsonPointers) ? jsonPointers.map(each => pointer(String(each))) : [],
  }))
  return (of, path) =>
    entries.some(
      ({ kind, name, namespace, paths }) =>
        (kind === of.kind || kind === '*') &&
        (name === undefined || name === of.name) &&
        (namespace === undefined || namespace === of.namespace) &&
        paths.some(each => covers(each, path)),
    )
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function pointer(text: string): Path {
  return text
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
