import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { known } from '../runs/known.ts'

/**
 * Paths of a host that are two things: a file here and a folder there, a file of two services, or the log of two programs. Whoever
 * comes last takes it from the other, and nobody says so.
 */
export function checkContested({ services }: Resolved): Finding[] {
  const all = services.flatMap(({ name: service, file: source, runs }): Claimed[] => {
    const claim = (host: string, path: string, is: Claimed['is'], by: string): Claimed => {
      return { host, path: path.replace(/(?<=.)\/$/, ''), is, by: `${service} ${by}`, service, source }
    }
    return [
      ...known(runs.files).map(({ host, path }) => claim(host, path, 'file', '')),
      ...known(runs.folders).map(({ host, path }) => claim(host, path, 'folder', '')),
      ...known(runs.units).flatMap(({ id, host, logs }) => logs.map(path => claim(host, path, 'log', id))),
    ]
  })
  return [...Map.groupBy(all, ({ host, path }) => `${host} ${path}`).values()].flatMap(([first, ...others]) => {
    const second = first === undefined ? undefined : others.find(other => isOther(first, other))
    if (first === undefined || second === undefined) return []
    return [
      {
        code: 'contested-path',
        where: { subject: second.service, path: `workload ${second.path}`, file: second.source },
        problem: `the ${second.is} is a ${first.is} of ${first.service} as well`,
        got: second.path,
        fix: 'give one of the two another path',
      },
    ]
  })
}

interface Claimed {
  readonly host: string
  readonly path: string
  readonly is: 'file' | 'folder' | 'log'
  /** Who writes it. */
  readonly by: string
  readonly service: string
  readonly source: string
}

/** Folders are shared; one program may write all of its output to one file. */
function isOther(one: Claimed, other: Claimed): boolean {
  if (one.is === 'folder' && other.is === 'folder') return false
  return one.is !== other.is || one.by !== other.by
}
