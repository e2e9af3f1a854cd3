import { known, type Resolved } from '@homelab/estate'
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
  for (const { name: service, runs } of services) {
    const unit = known(runs.units).find(({ manager }) => manager === 'fly')
    if (unit?.manager !== 'fly') continue
    const hostnames = routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname)
    return { app: unit.app, service, host: unit.host, hostnames }
  }
  throw new UsageError(`the estate ${name} has no application on Fly.io`)
}
