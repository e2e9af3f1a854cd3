import type { Difference, Finding } from '@homelab/estate/model'
import type { Manifest } from './manifest.ts'

/** What a difference says that it changes is rendered: of what is not, `compare` and the guide would explain nothing. */
export function checkNamedChanges(
  differences: readonly (Difference & { readonly service?: string })[],
  objects: readonly Manifest[],
  fileOf: (service: string) => string | undefined,
): Finding[] {
  return differences.flatMap((difference, index) => {
    const { what, service, changes = [] } = difference
    const own = differences.slice(0, index).filter(each => each.service === service).length
    const file = service === undefined ? undefined : fileOf(service)
    if (service === undefined || file === undefined) return []
    // What is gone is named, whole.
    const missing = changes.filter(
      ({ kind, name, fields }) => (name === undefined || fields !== undefined) && !objects.some(isOf(kind, name)),
    )
    return missing.map(
      ({ kind, name }): Finding => ({
        code: 'unprovided-reference',
        where: { subject: service, path: `differences.${what}`, keys: ['differences', own], file },
        problem: 'the difference is about an object that is not rendered',
        got: name === undefined ? kind : `${kind} ${name}`,
        fix: 'correct the kind or name; what is gone is named, without fields',
      }),
    )
  })
}

function isOf(kind: string, name = '*'): (object: Manifest) => boolean {
  const [before = '', after] = name.split('*')
  return ({ kind: own, metadata }) =>
    (kind === '*' || kind === own) &&
    (after === undefined ? metadata.name === name : metadata.name.startsWith(before) && metadata.name.endsWith(after))
}
