import type { ClusterSource } from '@homelab/estate/model'
import { fits } from '../../compare/glob.ts'
import { at, type Json, type Manifest } from '../../compare/json.ts'
import type { Named } from '../../compare/seen.ts'

/**
 * The objects that an Application takes from elsewhere than its rendered folder, as far as names tell: a source that
 * includes files by a pattern delivers the objects whose names fit it, any other source may deliver every object.
 */
export function otherSources(application: Manifest | undefined, source: ClusterSource): (of: Named) => boolean {
  const sources = at(application, 'spec', 'sources')
  if (!Array.isArray(sources)) return () => false
  const rendered = `${source.rendered}/${source.folder}/`
  const others = sources.filter(each => at(each, 'ref') === undefined && !text(at(each, 'path')).startsWith(rendered))
  const patterns = others.map(each => at(each, 'directory', 'include')).map(each => globs(text(each)))
  return ({ name }) => patterns.some(all => all.length === 0 || all.some(pattern => fits(pattern, name)))
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** `{*a*,*b*}`: https://argo-cd.readthedocs.io/en/stable/user-guide/directory/#including-only-certain-files */
export function globs(include: string): readonly string[] {
  return include
    .replaceAll(/^\{|\}$/g, '')
    .split(',')
    .filter(part => part !== '')
}
