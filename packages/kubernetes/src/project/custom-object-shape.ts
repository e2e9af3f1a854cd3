import {
  both,
  fields,
  is,
  isRecord,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
} from '@homelab/estate/shape'
import type { CustomObjectProps } from '../workloads/objects.ts'

/** What Kubernetes itself defines has shapes or words here, which keep data, secrets and images in sight. */
const apiVersion = is(
  'GROUP/VERSION of a custom resource, whose group has dots',
  value => typeof value === 'string' && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/v[a-z0-9]+$/.test(value),
)
const kind = is('a word such as ClusterIssuer', value => typeof value === 'string' && /^[A-Z][A-Za-z0-9]*$/.test(value))
const metadata = onlyFields({ name: text }, {
  namespace: text,
  labels: recordOf(text),
  annotations: recordOf(text),
} satisfies RulesOf<Omit<CustomObjectProps['metadata'], 'name'>>)

/** Members that are null are left out when objects are rendered, without a word. */
const withoutNulls: Rule = (got, path) => {
  if (got === null) return [{ path, got, expected: 'a value: null is not rendered' }]
  if (Array.isArray(got)) return got.flatMap((member, index) => withoutNulls(member, `${path}[${index}]`))
  return isRecord(got) ? Object.entries(got).flatMap(([name, member]) => withoutNulls(member, `${path}.${name}`)) : []
}

export const customObject: Rule = fields({
  object: oneOf('custom'),
  scope: oneOf('namespace', 'cluster'),
  props: both(fields({ apiVersion, kind, metadata }), withoutNulls),
})
