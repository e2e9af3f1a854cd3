import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { k8s } from '../../k8s.ts'
import { jobLabels } from '../../runs/labels.ts'
import { neededEnv } from '../container/env.ts'
import { containerSpec } from '../container/render.ts'
import { renderVolumes } from '../volume/render.ts'
import { type AnyJob, jobName } from './all.ts'
import type { OnceJob } from './index.ts'
import { longestWait, stagesOf } from './stages.ts'

/** What a service does by the clock: a CronJob each; and once: a Job each. */
export function renderJobs(rendering: Rendering): void {
  for (const once of rendering.workload.once ?? []) renderOnce(rendering, once)
  for (const scheduled of rendering.workload.jobs ?? []) {
    const { name, schedule, concurrency, keepSeconds } = scheduled
    new k8s.KubeCronJob(rendering.chart, freshId(rendering.chart, `cron-job ${name}`), {
      metadata: {
        ...{ name, namespace: rendering.workload.namespace },
        // Of the new version it is as well.
        ...present({ annotations: stagesOf(rendering).pods }),
      },
      spec: {
        schedule: schedule.cron,
        concurrencyPolicy: concurrency,
        jobTemplate: {
          spec: {
            ...present({ ttlSecondsAfterFinished: keepSeconds }),
            template: { metadata: { labels: jobLabels(name) }, spec: podSpec(rendering, scheduled) },
          },
        },
      },
    })
  }
}

function renderOnce(rendering: Rendering, once: OnceJob): void {
  const { retries: backoffLimit, beforePods } = once
  const activeDeadlineSeconds = once.longestSeconds ?? (beforePods === true ? longestWait : undefined)
  new k8s.KubeJob(rendering.chart, freshId(rendering.chart, `job ${once.name}`), {
    metadata: {
      ...{ name: jobName(once), namespace: rendering.workload.namespace },
      ...(beforePods === true && present({ annotations: stagesOf(rendering).job })),
    },
    spec: {
      ...present({ backoffLimit, activeDeadlineSeconds }),
      template: { metadata: { labels: jobLabels(once.name) }, spec: podSpec(rendering, once) },
    },
  })
}

function podSpec(
  rendering: Rendering,
  { container, volumes: declared = [], sameNeeds, ...scheduled }: AnyJob,
): k8s.PodSpec {
  const { volumes } = renderVolumes(rendering, declared, undefined)
  return {
    ...podDefaults(scheduled.serviceAccount),
    restartPolicy: scheduled.restart,
    ...present({ securityContext: scheduled.podSecurity }),
    containers: [containerSpec({ ...container, env: { ...(sameNeeds && neededEnv(rendering)), ...container.env } })],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
  }
}
