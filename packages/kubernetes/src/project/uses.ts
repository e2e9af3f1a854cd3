import type { Finding, Lookup, ResolvedService } from '@homelab/estate'
import { usesOf } from '@homelab/estate/shape'
import type { PodWorkload } from '../workloads/pods.ts'
import type { EnvUse } from '../workloads/uses.ts'
import { isPods, isRendered } from './workloads.ts'

/** Variables that no container gets: they would be missing without a word. */
export function checkUses(find: Lookup, service: ResolvedService): Finding[] {
  const { name: subject, file, workload } = service
  const containers = isRendered(workload) && isPods(workload) ? othersOf(workload) : undefined
  return usesOf(find, service).flatMap(({ use, path }): Finding[] => {
    if (use.kind !== 'env' && use.kind !== 'database-url') return []
    const { container } = use as Pick<EnvUse, 'container'>
    if (containers !== undefined && (container === undefined || containers.includes(container))) return []
    return [
      {
        code: 'unknown-container',
        where: { subject, path, file },
        problem: 'nothing gets the variables of this need',
        ...(containers === undefined
          ? {
              got: `a workload of kind ${workload.kind}`,
              expected: 'a Deployment, StatefulSet or DaemonSet of the estate',
              mend: 'write them where the workload takes its settings',
            }
          : {
              got: JSON.stringify(container),
              expected: [...containers, 'no name for the main container'].join(' or '),
              mend: 'name one of its containers',
            }),
      },
    ]
  })
}

function othersOf({ sidecars = [], initContainers = [] }: PodWorkload): readonly string[] {
  return [...sidecars, ...initContainers].map(({ name }) => name)
}
