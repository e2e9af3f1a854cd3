import type { Where } from './findings.ts'
import type { ResolvedService } from './resolved.ts'
import { wayTo } from './state/labels.ts'
import type { StatedService } from './state/stated.ts'

/**
 * Where something is that was found inside a workload.
 *
 * @param label what acceptances match
 */
export function whereInWorkload(service: ResolvedService | StatedService, label: string, entity: object): Where {
  const way = wayTo(service.workload, thing => thing === entity)
  const keys = way === undefined ? {} : { keys: ['workload', ...way] }
  return { subject: service.name, path: label, ...keys, file: service.file }
}
