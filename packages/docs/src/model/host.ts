import { type Host, known, type ResolvedService, type Runs, type Unit } from '@homelab/estate'
import type { Facts } from './facts.ts'

/** A service of a host that an Ansible role sets up. */
export interface OnHost {
  readonly host: Host
  readonly runs: Runs
  /** The role's name, which is its tag too. */
  readonly role: string
  /** Its programs, without the cluster that it may run. */
  readonly programs: readonly Program[]
  readonly cluster?: Minikube
}

type Minikube = Extract<Unit, { readonly manager: 'minikube' }>
type Program = Exclude<Unit, { readonly manager: 'minikube' | 'fly' }>

export function onHost({ find }: Facts, { at, runs }: ResolvedService): OnHost | undefined {
  const host = at.kind === 'host' ? find.host(at.name) : undefined
  const delivery = runs.deliveries.find(({ by }) => by === 'ansible')
  if (host === undefined || delivery?.by !== 'ansible') return undefined
  const units = known(runs.units)
  const cluster = units.find(unit => unit.manager === 'minikube')
  return {
    host,
    runs,
    role: delivery.role,
    programs: units.filter(unit => unit.manager !== 'minikube' && unit.manager !== 'fly'),
    ...(cluster?.manager === 'minikube' ? { cluster } : {}),
  }
}

/** The folder of the Ansible project, from the repository's root. */
export function ansibleFolder({ resolved }: Facts): string {
  return `${renderedFolder(resolved)}/ansible`
}

/** The folder that `synth` writes, from the repository's root. */
export function renderedFolder({ clusters }: Facts['resolved']): string {
  return clusters[0]?.source.rendered ?? 'dist'
}
