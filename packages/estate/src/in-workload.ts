import { wayOf } from './entities.ts'
import type { Where } from './findings.ts'
import type { ServiceFacts } from './resolved.ts'

/**
 * Where something is that was found inside a workload.
 *
 * @param label what acceptances match
 */
export function whereInWorkload(
  { name: subject, file }: Pick<ServiceFacts, 'name' | 'file'>,
  label: string,
  entity: object,
): Where {
  const way = wayOf(entity)
  return { subject, path: label, ...(way !== undefined && { keys: ['workload', ...way] }), file }
}
