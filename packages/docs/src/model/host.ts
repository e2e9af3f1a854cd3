import { type Host, type HostUnit, known, type ResolvedService, type Runs, renderedFolder } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Facts } from './facts.ts'

/** A service of a host that an Ansible role sets up. */
export interface OnHost {
  readonly host: Host
  readonly runs: Runs
  /** The role's name, which is its tag too. */
  readonly role: string
  /** Its programs, without the cluster that it may run. */
  readonly programs: readonly HostUnit[]
  readonly cluster?: HostUnit
}

export function onHost({ find }: Facts, { at, runs }: ResolvedService): OnHost | undefined {
  const host = at.kind === 'host' ? find.host(at.name) : undefined
  const delivery = runs.deliveries.find(({ by }) => by === 'ansible')
  if (host === undefined || delivery?.by !== 'ansible') return undefined
  const units = known(runs.units).filter(unit => unit.manager === 'host')
  const cluster = units.find(({ is }) => is === 'cluster')
  return {
    host,
    runs,
    role: delivery.role,
    programs: units.filter(({ is }) => is === 'program'),
    ...present({ cluster }),
  }
}

/** Whether the host starts it by itself; else its role does. */
export function startsByItself({ operations }: Runs, { id }: HostUnit): boolean {
  return operations.some(({ to, does }) => to === id && does === 'start')
}

/** The folder of the Ansible project, from the repository's root. */
export function ansibleFolder({ resolved }: Facts): string {
  return `${renderedFolder(resolved)}/ansible`
}
