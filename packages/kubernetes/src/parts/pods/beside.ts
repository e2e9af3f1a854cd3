import type { Finding, Probe, ResolvedService } from '@homelab/estate/model'
import type { PodVolume } from '../volume/index.ts'
import { podLabels } from './main.ts'
import type { OwnPods } from './own.ts'

/** What several pods of one service want of each other: kubelets ask each where it answers, and labels tell them apart. */
export function checkBeside(service: ResolvedService, all: readonly OwnPods[]): Finding[] {
  return all.length === 1
    ? []
    : [...all.flatMap(own => misasked(service, own)), ...alike(service, all), ...sameNamed(service, all)]
}

/** Probes of ports on which others answer. */
function misasked({ name: subject, file, ports, probes: main = {} }: ResolvedService, own: OwnPods): Finding[] {
  const { answers, beside, path } = own
  const { start, live, ready } = beside === undefined ? main : (beside.probes ?? {})
  const where = beside === undefined ? 'probes' : `${path}.probes`
  return Object.entries({ start, live, ready }).flatMap(([which, probe]): Finding[] => {
    const port = portOf(probe)
    // What no port of the service is called is a finding already.
    if (port === undefined || answers.includes(port) || !Object.hasOwn(ports, port)) return []
    return [
      {
        code: 'unknown-port',
        where: { subject, path: `${where}.${which}`, file },
        problem: 'a kubelet asks these pods, and others of the service answer on the port',
        got: port,
        expected: answers.join(' or ') || 'a program (`commandProbe`): they answer on no port',
        fix: 'ask those that answer there, or let these answer on it',
      },
    ]
  })
}

function portOf(probe: Probe | undefined): string | undefined {
  return probe === undefined || probe.by === 'command' ? undefined : probe.port
}

/** Labels by which the Service of the one pods finds the others as well. */
function alike({ name: subject, file }: ResolvedService, all: readonly OwnPods[]): Finding[] {
  const labelled = all.map(own => ({ ...own, labels: podLabels(subject, own.workload) }))
  return labelled.flatMap(({ labels, path }, index) =>
    labelled.slice(0, index).flatMap((other): Finding[] => {
      const [few, many] = [labels, other.labels].toSorted((a, b) => Object.keys(a).length - Object.keys(b).length)
      if (!Object.entries(few ?? {}).every(([key, value]) => many?.[key] === value)) return []
      return [
        {
          code: 'duplicate-setting',
          where: { subject, path: `${path}.labels`, file },
          problem: `selectors that find the one pods find those of ${other.path}, too`,
          got: JSON.stringify(labels),
          expected: 'another value of a label that both have',
          fix: 'give one of them other labels, or leave them out',
        },
      ]
    }),
  )
}

/** Volumes that keep something, by one name: backups and guides know them by that. */
function sameNamed({ name: subject, file }: ResolvedService, all: readonly OwnPods[]): Finding[] {
  const kept = all.flatMap(({ workload: { volumes = [] }, path }) =>
    volumes.filter(keeps).map(({ name }) => ({ name, path })),
  )
  return kept.flatMap(({ name, path }, index): Finding[] => {
    const first = kept.findIndex(other => other.name === name)
    if (first === index) return []
    return [
      {
        code: 'duplicate-setting',
        where: { subject, path: `${path}.volumes.${name}`, file },
        problem: `a volume of ${kept[first]?.path} that keeps something has this name`,
        fix: 'rename one of the two; what both are to mount the other one mounts as `existingClaim`',
      },
    ]
  })
}

function keeps({ source }: PodVolume): boolean {
  return source === 'claim' || source === 'claim-template' || source === 'node-folder'
}
