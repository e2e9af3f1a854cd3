import { createHash } from 'node:crypto'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { OnceJob, ScheduledJob, SyncJob } from './index.ts'

export type AnyJob = ScheduledJob | OnceJob | SyncJob

/** What a service does in pods that end. */
export function jobsOf({
  jobs = [],
  once = [],
  eachSync = [],
}: Pick<ClusterWorkload, 'jobs' | 'once' | 'eachSync'>): readonly AnyJob[] {
  return [...jobs, ...once, ...eachSync]
}

/** What its object is called: of what runs once another one each time that it is another. */
export function jobName(job: AnyJob): string {
  if ('schedule' in job || 'when' in job) return job.name
  return `${job.name}-${createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 8)}`
}
