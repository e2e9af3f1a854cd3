import { present } from '@homelab/formats/present'
import { k8s } from 'cdk8s-plus-28'
import type { Job } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { jobLabels } from '../../runs/labels.ts'
import { containerSpec } from '../container/render.ts'
import { renderVolumes } from '../volume/render.ts'
import { type AnyJob, jobName } from './all.ts'
import type { OnceJob } from './index.ts'

/** What a service does by the clock: a CronJob each; and once: a Job each. */
export function renderJobs(job: Job): void {
  for (const once of job.workload.once ?? []) renderOnce(job, once)
  for (const scheduled of job.workload.jobs ?? []) {
    const { name, schedule, concurrency, keepSeconds } = scheduled
    new k8s.KubeCronJob(job.chart, freshId(job.chart, `cron-job ${name}`), {
      metadata: { name, namespace: job.workload.namespace },
      spec: {
        schedule: schedule.cron,
        concurrencyPolicy: concurrency,
        jobTemplate: {
          spec: {
            ...present({ ttlSecondsAfterFinished: keepSeconds }),
            template: { metadata: { labels: jobLabels(name) }, spec: podSpec(job, scheduled) },
          },
        },
      },
    })
  }
}

function renderOnce(job: Job, once: OnceJob): void {
  const { retries: backoffLimit, longestSeconds: activeDeadlineSeconds } = once
  new k8s.KubeJob(job.chart, freshId(job.chart, `job ${once.name}`), {
    metadata: { name: jobName(once), namespace: job.workload.namespace },
    spec: {
      ...present({ backoffLimit, activeDeadlineSeconds }),
      template: { metadata: { labels: jobLabels(once.name) }, spec: podSpec(job, once) },
    },
  })
}

function podSpec(job: Job, { container, volumes: declared = [], ...scheduled }: AnyJob): k8s.PodSpec {
  const { volumes } = renderVolumes(job, declared, undefined)
  return {
    ...podDefaults(scheduled.serviceAccount),
    restartPolicy: scheduled.restart,
    ...present({ securityContext: scheduled.podSecurity }),
    containers: [containerSpec(container)],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
  }
}
