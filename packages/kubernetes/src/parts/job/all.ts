import { createHash } from 'node:crypto'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { OnceJob, ScheduledJob } from './index.ts'

export type AnyJob = ScheduledJob | OnceJob

/** What a service does in pods that end. */
export function jobsOf({ jobs = [], once = [] }: Pick<ClusterWorkload, 'jobs' | 'once'>): readonly AnyJob[] {
  return [...jobs, ...once]
}

/** What its object is called: of what runs once another one each time that it is another. */
export function jobName(job: AnyJob): string {
  if ('schedule' in job) return job.name
  return `${job.name}-${createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 8)}`
}
