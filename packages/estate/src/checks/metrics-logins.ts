import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { known } from '../runs/known.ts'

/** Metrics that are shown to one user alone: whoever collects them on that host reads the password from a file there. */
export function checkMetricsLogins({ scrapes, services }: Resolved): Finding[] {
  return scrapes.flatMap(({ service: name, by, login }): Finding[] => {
    const service = services.find(each => each.name === name)
    const collector = services.find(each => each.name === by)
    if (login === undefined || service === undefined || collector === undefined) return []
    const { at, file } = service
    const where = { subject: name, path: 'metrics', file }
    if (at.kind !== 'host' || collector.at.name !== at.name)
      return [
        {
          code: 'unread-option',
          where: { ...where, path: 'metrics.login' },
          problem: `${by} collects these metrics from elsewhere, and shows no login`,
          got: login.passwordFile,
          fix: 'let a collector on its host collect them, or leave the login out',
        },
      ]
    const files = services.flatMap(({ runs }) => known(runs.files))
    if (files.some(({ host, path }) => host === at.name && path === login.passwordFile)) return []
    return [
      {
        code: 'unprovided-reference',
        where,
        problem: `nothing on ${at.name} writes the password that ${by} shows`,
        got: login.passwordFile,
        fix: 'write the file there, with the password and nothing else in it',
      },
    ]
  })
}
