/** What tests of the playbook share: changed estates, a scratch host, and what a run says. */
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { resolved } from '../../support/ansible.ts'
import { python } from '../python.ts'
import { type Run, type Scratch, scratch } from './scratch.ts'

const tools = await python()

/** Whether there is an Ansible. */
export const playable = tools !== undefined

/** A fresh scratch host, with the estate's project. */
export async function fresh(): Promise<Scratch> {
  if (tools === undefined) throw new Error('no Python')
  return scratch(tools, resolved)
}

/** The estate with its data changed: strings that are equal to one become the other. */
export function changed(from: string, to: string): ResolvedWithWorkloads {
  return JSON.parse(JSON.stringify(resolved).replaceAll(JSON.stringify(from), JSON.stringify(to)))
}

/** The estate without some services, and without some programs of others. */
export function without(services: readonly string[], labels: readonly string[]): ResolvedWithWorkloads {
  const copy: ResolvedWithWorkloads = JSON.parse(JSON.stringify(resolved))
  const kept = copy.services.filter(({ name }) => !services.includes(name))
  for (const { workload } of kept as unknown as { workload: { programs?: { label?: string }[] } }[])
    if (workload.programs !== undefined)
      workload.programs = workload.programs.filter(({ label = '' }) => !labels.includes(label))
  return { ...copy, services: kept }
}

/** Why a run failed, for the message of a test. */
export function failures({ tasks, output }: Run): string {
  const failed = tasks.filter(task => task.failed)
  return failed.length === 0 ? output.slice(-2000) : JSON.stringify(failed, undefined, 1)
}

/** Task names without the role. */
export function named(names: readonly string[]): string[] {
  return names.map(name => name.replace(/^\w+ : /, ''))
}
