import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { OwnedObject } from '../../cluster/manifest.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'

/** What an object says and its kind has no place for: it is left out without a word, and the compiler does not look at what is spread. */
export function checkUnrendered(
  { name: subject, file }: ResolvedService,
  { objects = [] }: ClusterWorkload,
  rendered: readonly OwnedObject[],
): Finding[] {
  const mine = rendered.filter(({ service }) => service === subject)
  return objects.flatMap(({ object, props }, index) => {
    const { name, namespace } = props.metadata
    const found = mine.find(
      ({ manifest: { kind, metadata } }) =>
        kind === object && metadata.name === name && (namespace === undefined || metadata.namespace === namespace),
    )
    if (found === undefined) return []
    return leftOut(props, found.manifest, `workload.objects[${index}].props`).map(
      (path): Finding => ({
        code: 'unread-option',
        where: { subject, path, file },
        problem: `a ${object} has no such field, and nothing reads it`,
        fix: 'correct its name, or leave it out',
      }),
    )
  })
}

/** The ways to what is said and not rendered. CDK8s writes some names in other capitals, and numbers and quantities as objects. */
function leftOut(said: unknown, rendered: unknown, path: string): readonly string[] {
  if (!isObject(said) || !isObject(rendered)) return []
  const fields = new Map(Object.entries(rendered).map(([key, value]) => [key.toLowerCase(), value]))
  return Object.entries(said).flatMap(([key, value]) => {
    // What is empty says nothing.
    if (value === undefined || (isObject(value) && Object.keys(value).length === 0)) return []
    const at = Array.isArray(said) ? `${path}[${key}]` : `${path}.${key}`
    return fields.has(key.toLowerCase()) ? leftOut(value, fields.get(key.toLowerCase()), at) : [at]
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
