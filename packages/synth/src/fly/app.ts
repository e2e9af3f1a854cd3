import { isFlyApp } from '@homelab/ansible-gen'
import type { Resolved } from '@homelab/estate'
import { UsageError } from '../cli/command.ts'

/** The public proxy's application on Fly.io, as the estate has it. */
export interface PublicApp {
  readonly app: string
  /** The service, by name. */
  readonly service: string
  /** The machine's name in the tailnet. */
  readonly host: string
  /** What it serves to the internet, by name. */
  readonly hostnames: readonly string[]
}

/** @throws UsageError where the estate has none */
export function publicApp({ name, services, routes }: Resolved): PublicApp {
  for (const { name: service, workload } of services) {
    if (!isFlyApp(workload)) continue
    const { app, at } = workload
    const hostnames = routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname)
    return { app, service, host: at.name, hostnames }
  }
  throw new UsageError(`the estate ${name} has no application on Fly.io`)
}
