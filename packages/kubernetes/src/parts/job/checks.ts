import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { KubernetesDelivery } from '../../delivery/contract.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import { jobsOf } from './all.ts'
import { firstJobs } from './stages.ts'

const least = { retries: 0, longestSeconds: 1 } as const

/** What types can't say of jobs. */
export function checkJobs(
  { name: subject, file }: ResolvedService,
  workload: ClusterWorkload,
  delivery: KubernetesDelivery | undefined,
): Finding[] {
  const names = jobsOf(workload).map(({ name }) => name)
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
  return [
    ...twice.map(
      (name): Finding => ({
        code: 'duplicate-setting',
        where: { subject, path: `jobs.${name}`, file },
        problem: 'two jobs have one name, by which their pods are known',
        fix: 'rename one of the two',
      }),
    ),
    ...(delivery === undefined || delivery.stages !== undefined ? [] : firstJobs(workload)).map(
      ({ name }): Finding => ({
        code: 'unread-option',
        where: { subject, path: `once.${name}.beforePods`, file },
        problem: `what delivers the service waits for nothing inside a ${delivery?.group}`,
        fix: 'let a container of `initContainers` do it, or leave it out',
      }),
    ),
    ...(workload.once ?? []).flatMap(job =>
      (['retries', 'longestSeconds'] as const).flatMap((key): Finding[] => {
        const number = job[key]
        if (number === undefined || (Number.isInteger(number) && number >= least[key])) return []
        return [
          {
            code: 'invalid-quantity',
            where: { subject, path: `once.${job.name}.${key}`, file },
            problem: 'no job runs so',
            got: String(number),
            expected: `a whole number from ${least[key]} on`,
            fix: 'correct the number',
          },
        ]
      }),
    ),
  ]
}
