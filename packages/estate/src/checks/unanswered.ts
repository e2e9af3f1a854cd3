import type { Finding } from '../findings.ts'
import { exporterPrograms, knownPrograms } from '../known-programs.ts'
import type { ResolvedWithWorkloads, ServiceWithWorkload } from '../resolved.ts'

/**
 * Ports and paths that a program does not answer as its maker delivers it, while nothing of its service tells it otherwise:
 * whoever goes by the model waits there for nobody.
 */
export function checkUnanswered({ services }: ResolvedWithWorkloads): Finding[] {
  return services.flatMap(service => {
    const said = JSON.stringify(service.workload)
    // A sidecar says which ports it answers on, and by which program is not known.
    return said.includes('"answers":') ? [] : [...unheard(service, said), ...unasked(service, said)]
  })
}

function unheard(service: ServiceWithWorkload, said: string): Finding[] {
  const { name: subject, file, ports } = service
  return Object.entries(ports).flatMap(([name, { port, target = port }]): Finding[] => {
    const exporters = service.metrics.flatMap(each => (each.port === name ? [exporterPrograms[each.exporter]] : []))
    const listens = programsOf(service, exporters).flatMap(each => knownPrograms[each]?.ports ?? [])
    if (listens.length === 0 || listens.includes(target) || says(said, target)) return []
    return [
      {
        code: 'unanswered-address',
        where: { subject, path: `ports.${name}`, file },
        problem: 'its program listens elsewhere as its maker delivers it, and nothing here tells it to listen there',
        got: String(target),
        expected: [...new Set(listens)].join(' or '),
        fix: 'correct the port, or accept it with who tells the program',
      },
    ]
  })
}

function unasked(service: ServiceWithWorkload, said: string): Finding[] {
  const { name: subject, file, probes } = service
  const programs = programsOf(service, []).map(each => knownPrograms[each]?.health)
  // Of one whose every path will do, or of none, nothing can be said.
  const known = programs.flatMap(paths => paths ?? [])
  if (known.length === 0 || programs.includes(undefined)) return []
  return Object.entries({ ...probes }).flatMap(([name, probe]): Finding[] => {
    if (!('path' in probe) || known.includes(probe.path) || said.includes(probe.path)) return []
    return [
      {
        code: 'unanswered-address',
        where: { subject, path: `probes.${name}`, file },
        problem: 'its program does not say under this path whether it is well',
        got: JSON.stringify(probe.path),
        expected: known.join(' or '),
        fix: 'ask for one of those, or accept it with who answers there',
      },
    ]
  })
}

/** Those known of its own name, of its image where it has no other, and of what it exports. */
function programsOf(
  { name, kind, images }: ServiceWithWorkload,
  exporters: readonly (string | undefined)[],
): readonly string[] {
  const [image, other] = [...new Set(images.map(({ repository }) => repository.split('/').at(-1) ?? ''))]
  const names = [name, kind, ...(image === undefined || other !== undefined ? [] : [image]), ...exporters]
  return [...new Set(names)].flatMap(each => (each !== undefined && Object.hasOwn(knownPrograms, each) ? [each] : []))
}

/** As a number of its own: in an argument, a variable, a script, a setting. */
function says(said: string, port: number): boolean {
  return new RegExp(`(?<![\\w.])${port}(?![\\w.])`).test(said)
}
