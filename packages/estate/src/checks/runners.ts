import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/** Whoever runs code on a daemon can wait there for the next job, and read what that one is given. */
export function checkRunners({ services }: Resolved): Finding[] {
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
