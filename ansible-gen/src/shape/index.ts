import type { Finding, ResolvedWithWorkloads, ServiceWithWorkload } from '@homelab/estate'
import { type Rule, wrongType } from '@homelab/estate/shape'
import { workloadShapes } from './workloads.ts'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

const rules: ReadonlyMap<string, Rule> = new Map(Object.entries(workloadShapes))

/** The workload of a service where it is not what its type says; nothing for workloads that other packages render. */
export function checkShape({ name: subject, file, workload }: ServiceWithWorkload): Finding[] {
  const wrong = rules.get(workload.kind)?.(workload, 'workload') ?? []
  return wrong.map(each => wrongType({ subject, file }, each))
}

/** Whether the workload can be rendered. */
export function isSound(service: ServiceWithWorkload): boolean {
  return checkShape(service).length === 0
}

/** Whether the estate has a service that is left out: who reads workloads can't rely on their types. */
export function hasMisshapen({ services }: ResolvedWithWorkloads): boolean {
  return !services.every(isSound)
}
