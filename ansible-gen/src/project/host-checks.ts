import type { Resolved } from '@homelab/estate'
import { hostServices } from './host-services.ts'
import { isCollector } from './own-paths.ts'

/** Something on a host whose health can be asked for. */
export type HostCheck = { readonly host: string; readonly service: string } & (
  | { readonly kind: 'launch-agent'; readonly label: string; readonly root: boolean }
  | { readonly kind: 'brew-service'; readonly formula: string }
  | { readonly kind: 'systemd-unit'; readonly unit: string }
  | { readonly kind: 'textfile'; readonly path: string; readonly everySeconds: number }
)

/** All that runs on hosts and writes there: labels, formulae, units and files of metrics, in the order of services. */
export function hostChecks(resolved: Resolved): readonly HostCheck[] {
  return hostServices(resolved).flatMap(({ service: { name: service }, host: { name: host }, workload }) =>
    (workload.programs ?? []).flatMap((program): HostCheck[] => {
      switch (program.kind) {
        case 'brew-service':
          return [{ host, service, kind: 'brew-service', formula: program.formula }]
        case 'systemd-unit': {
          const unit = `${program.unit}.${program.schedule === undefined ? 'service' : 'timer'}`
          return [{ host, service, kind: 'systemd-unit', unit }]
        }
        case 'launch-agent': {
          const agent: HostCheck = {
            host,
            service,
            kind: 'launch-agent',
            label: program.label,
            root: program.root === true,
          }
          if (!isCollector(program)) return [agent]
          const { path, everySeconds } = program.writes
          return [agent, { host, service, kind: 'textfile', path, everySeconds }]
        }
      }
    }),
  )
}
