import { type Finding, type Lookup, lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { wrongType } from '@homelab/estate/shape'
import { misshapenUses } from './use-shape.ts'
import { workloadShapes } from './workload-shapes.ts'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

interface Sorted {
  readonly services: readonly ResolvedService[]
  /** Those that can't be rendered, for the findings beside them. */
  readonly refused: readonly ResolvedService[]
  readonly findings: readonly Finding[]
}

/** The services of a cluster without those of which the workload, or what they do with a need, is not what its type says. */
export function withoutMisshapen(find: Lookup, all: readonly ResolvedService[]): Sorted {
  const found = all.map(service => ({ service, findings: checkShape(find, service) }))
  const [services = [], refused = []] = [true, false].map(sound =>
    found.filter(({ findings }) => (findings.length === 0) === sound).map(({ service }) => service),
  )
  return { services, refused, findings: found.flatMap(({ findings }) => findings) }
}

/** The services of clusters that are left out: who reads workloads can't rely on their types. */
export function misshapen(resolved: Resolved): readonly string[] {
  const clusters = new Set(resolved.clusters.map(({ name }) => name))
  const here = resolved.services.filter(({ workload: { at } }) => at.kind === 'cluster' && clusters.has(at.name))
  return withoutMisshapen(lookup(resolved), here).refused.map(({ name }) => name)
}

function checkShape(find: Lookup, service: ResolvedService): Finding[] {
  const { name: subject, file, workload } = service
  const rule = Object.hasOwn(workloadShapes, workload.kind) ? workloadShapes[workload.kind] : undefined
  const wrong = [...(rule?.(workload, 'workload') ?? []), ...misshapenUses(find, service)]
  return wrong.map(each => wrongType({ subject, file }, each))
}
