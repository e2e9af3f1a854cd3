import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { known } from '../runs/known.ts'

/** What passes through the runners of workflows. */
export function checkRunners({ services }: Resolved): Finding[] {
  return [...sharedDaemons(services), ...unsetSecrets(services)]
}

/** Secrets that jobs are given, and that services of the estate set: where one of both is said, each belongs to the other. */
function unsetSecrets(services: Resolved['services']): Finding[] {
  const set = services.flatMap(service =>
    known(service.runs.delivered).flatMap(each =>
      (each.to === 'host' ? each.actions : []).map(name => ({ service, name })),
    ),
  )
  const given = services.flatMap(service =>
    service.runners.flatMap((runner, index) =>
      runner.jobs.flatMap(job => (job.secrets ?? []).map(name => ({ service, runner, index, job, name }))),
    ),
  )
  if (set.length === 0 || !services.some(({ runners }) => runners.length > 0)) return []
  return [
    ...given
      .filter(({ name }) => !set.some(each => each.name === name))
      .map(
        ({ service, runner, index, job, name }): Finding => ({
          code: 'unprovided-reference',
          where: {
            subject: service.name,
            path: `runners.${runner.label}`,
            keys: ['runners', index],
            file: service.file,
          },
          problem: `${job.workflow} is given a secret that no service sets`,
          got: name,
          expected: [...new Set(set.map(each => each.name))].join(', '),
          fix: 'correct its name, or set it (`actionsSecrets`)',
        }),
      ),
    ...set
      .filter(({ name }) => !given.some(each => each.name === name))
      .map(
        ({ service, name }): Finding => ({
          code: 'unread-secret',
          where: { subject: service.name, path: `actionsSecrets.${name}`, file: service.file },
          problem: 'no job of a runner is given this secret of workflows',
          got: name,
          fix: 'say it of the job that reads it, or set no such secret',
        }),
      ),
  ]
}

/** Whoever runs code on a daemon can wait there for the next job, and read what that one is given. */
function sharedDaemons(services: Resolved['services']): Finding[] {
  const runners = services.flatMap(service =>
    service.runners.filter(({ isolates }) => isolates !== true).map(runner => ({ service, runner })),
  )
  const shared = Map.groupBy(runners, ({ service, runner }) => `${service.at.kind} ${service.at.name} ${runner.daemon}`)
  return [...shared.values()].flatMap((all): Finding[] => {
    const jobs = all.flatMap(({ runner }) => runner.jobs)
    const secrets = new Set(jobs.flatMap(job => job.secrets ?? []))
    const proposing = all.find(({ runner }) => runner.jobs.some(({ runs }) => runs === 'proposed'))
    if (proposing === undefined || secrets.size === 0) return []
    const { service, runner } = proposing
    const proposed = jobs.filter(({ runs }) => runs === 'proposed').map(({ workflow }) => workflow)
    return [
      {
        code: 'shared-runner',
        where: {
          subject: service.name,
          path: `runners.${runner.label}`,
          keys: ['runners', service.runners.indexOf(runner)],
          file: service.file,
        },
        problem: `${proposed.join(', ')} runs what nobody has reviewed on the daemon ${runner.daemon}, through which secrets pass`,
        got: [...secrets].join(', '),
        fix: 'let a runner with a daemon of its own take these jobs, or give each job a machine that ends with it',
      },
    ]
  })
}
