import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { KubernetesDelivery } from '../../delivery/contract.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import { jobsOf } from './all.ts'
import type { Moment, OnceJob, SyncJob } from './index.ts'
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
    ...unrunJobs({ subject, file }, workload, delivery),
    ...(delivery === undefined || delivery.stages !== undefined ? [] : firstJobs({ ...workload, eachSync: [] })).map(
      ({ name }): Finding => ({
        code: 'unread-option',
        where: { subject, path: `once.${name}.beforePods`, file },
        problem: `what delivers the service waits for nothing inside a ${delivery?.group}`,
        fix: 'let a container of `initContainers` do it, or leave it out',
      }),
    ),
    ...(['once', 'eachSync'] as const).flatMap(list =>
      (workload[list] ?? []).flatMap(job => wrongNumbers(job, `${list}.${job.name}`, { subject, file })),
    ),
  ]
}

type Own = Pick<Finding['where'], 'subject' | 'file'>

/** Those at a moment that the delivery has no word for. */
function unrunJobs(own: Own, workload: ClusterWorkload, delivery: KubernetesDelivery | undefined): readonly Finding[] {
  if (delivery === undefined) return []
  return (workload.eachSync ?? []).flatMap(({ name, when }): readonly Finding[] => {
    if (delivery.eachSync[when] !== undefined) return []
    const others = (Object.keys(delivery.eachSync) as Moment[]).map(each => `\`${each}\``)
    return [
      {
        code: 'unread-option',
        where: { ...own, path: `eachSync.${name}.when` },
        problem:
          others.length === 0
            ? `what delivers the service knows no sync: it leaves a ${delivery.group} alone in which nothing changed`
            : 'what delivers the service runs nothing then',
        got: when,
        ...(others.length > 0 && { expected: others.join(' or ') }),
        fix: 'say it in `once` (it runs again when it is another) or in `jobs` (by the clock), or have Argo CD or the script deliver it',
      },
    ]
  })
}

function wrongNumbers(job: OnceJob | SyncJob, path: string, own: Own): readonly Finding[] {
  return (['retries', 'longestSeconds'] as const).flatMap((key): readonly Finding[] => {
    const number = job[key]
    if (number === undefined || (Number.isInteger(number) && number >= least[key])) return []
    return [
      {
        code: 'invalid-quantity',
        where: { ...own, path: `${path}.${key}` },
        problem: 'no job runs so',
        got: String(number),
        expected: `a whole number from ${least[key]} on`,
        fix: 'correct the number',
      },
    ]
  })
}
