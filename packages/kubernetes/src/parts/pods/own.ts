import type { ServiceFacts } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { answeredBy, besideName } from './answered.ts'
import type { PodsBeside, PodWorkload } from './workload.ts'

/** Pods of a service: its main ones, or some beside them as a workload of their own. */
export interface OwnPods {
  readonly workload: PodWorkload
  /** What makes them is called, and the Service before them. */
  readonly name: string
  readonly serviceName: string
  /** The ports of the service, by name, on which they answer. */
  readonly answers: readonly string[]
  /** Where they are said. */
  readonly path: string
  /** What is said of them; unset of the main ones. */
  readonly beside?: PodsBeside
}

/** All pods of a service but those of its jobs, the main ones first. */
export function ownPods(service: Pick<ServiceFacts, 'name' | 'ports'>, main: PodWorkload): readonly OwnPods[] {
  const { beside = [], objectName = service.name, serviceName = objectName } = main
  const ports = Object.keys(service.ports)
  const others = new Set(beside.flatMap(answeredBy))
  return [
    {
      ...{ workload: main, name: objectName, serviceName, path: 'workload' },
      answers: ports.filter(port => !others.has(port)),
    },
    ...beside.map(each => {
      const name = each.objectName ?? `${objectName}-${each.name}`
      const answered = new Set(answeredBy(each))
      return {
        ...{ name, serviceName: besideName(serviceName, each), path: `workload.beside.${each.name}`, beside: each },
        workload: besideWorkload(main, name, each),
        answers: ports.filter(port => answered.has(port)),
      }
    }),
  ]
}

function besideWorkload(main: PodWorkload, objectName: string, beside: PodsBeside): PodWorkload {
  const { name, kind = 'deployment', answers, probes, sameNeeds, reaches, container, ...own } = beside
  const { at, namespace, labelled, revisionHistoryLimit, serviceType } = main
  return {
    ...own,
    ...{ kind, at, namespace, objectName, container: { name, ...container } },
    ...present({ labelled, revisionHistoryLimit }),
    ...(serviceType === 'NodePort' && { serviceType }),
  }
}

/** Whether what the service needs of others is theirs. */
export function hasNeeds({ beside }: OwnPods): boolean {
  return beside === undefined || beside.sameNeeds === true
}
