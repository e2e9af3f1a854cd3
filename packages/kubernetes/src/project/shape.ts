import type { Finding, ResolvedService } from '@homelab/estate'
import { wrongType } from '@homelab/estate/shape'
import { workloadShapes } from './workload-shapes.ts'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

interface Sorted {
  readonly services: readonly ResolvedService[]
  /** Those that can't be rendered, for the findings beside them. */
  readonly refused: readonly ResolvedService[]
  readonly findings: readonly Finding[]
}

/** The services of a cluster without those whose workload is not what its type says. */
export function withoutMisshapen(all: readonly ResolvedService[]): Sorted {
  const found = all.map(service => ({ service, findings: checkShape(service) }))
  const [services = [], refused = []] = [true, false].map(sound =>
    found.filter(({ findings }) => (findings.length === 0) === sound).map(({ service }) => service),
  )
  return { services, refused, findings: found.flatMap(({ findings }) => findings) }
}

function checkShape({ name: subject, file, workload }: ResolvedService): Finding[] {
  const rule = Object.hasOwn(workloadShapes, workload.kind) ? workloadShapes[workload.kind] : undefined
  return (rule?.(workload, 'workload') ?? []).map(wrong => wrongType({ subject, file }, wrong))
}
