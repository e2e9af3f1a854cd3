import type { Finding, Resolved, ResolvedService } from '@homelab/estate'
import { type Rule, wrongType } from '@homelab/estate/shape'
import { workloadShapes } from './workloads.ts'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

const rules: ReadonlyMap<string, Rule> = new Map(Object.entries(workloadShapes))

/** The workload of a service where it is not what its type says; nothing for workloads that other packages render. */
export function checkShape({ name: subject, file, workload }: ResolvedService): Finding[] {
  const wrong = rules.get(workload.kind)?.(workload, 'workload') ?? []
  return wrong.map(each => wrongType({ subject, file }, each))
}

/** Whether the workload can be rendered. */
export function isSound(service: ResolvedService): boolean {
  return checkShape(service).length === 0
}

/** The services that are left out: who reads workloads can't rely on their types. */
export function misshapen({ services }: Resolved): readonly string[] {
  return services.filter(service => !isSound(service)).map(({ name }) => name)
}
