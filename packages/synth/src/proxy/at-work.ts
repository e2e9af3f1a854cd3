import {
  type PublicProxyAtWork,
  type PublicProxyCommands,
  type PublicProxyTerminal,
  publicProxyOf,
  type ResolvedWithWorkloads,
} from '@homelab/estate/model'
import { UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'

/** The estate's public proxy, with what starts its provider's programs. */
export interface CommandedProxy {
  readonly proxy: PublicProxyAtWork
  readonly commands: PublicProxyCommands
  /** The machine's name in the tailnet. */
  readonly host: string
  /** The folder below the rendered one. */
  readonly rendered: string
}

/** @throws UsageError where the estate has none, or none that tasks act on */
export async function commandedProxy(resolved: ResolvedWithWorkloads): Promise<CommandedProxy> {
  const found = await proxyOf(resolved)
  if (found === undefined) throw new UsageError(`the estate ${resolved.name} has no public proxy that tasks act on`)
  return found
}

/** The same; undefined where there is none. */
export async function proxyOf(resolved: ResolvedWithWorkloads): Promise<CommandedProxy | undefined> {
  const { services, parts, routes } = resolved
  for (const { name: service, at, workload, runs } of services) {
    const commands = publicProxyOf(parts, workload)?.commands
    const { publicProxy } = runs
    if (commands === undefined || publicProxy === undefined) continue
    const hostnames = routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname)
    const { name, rendered } = publicProxy
    return { proxy: { service, name, hostnames }, commands: await commands(), host: at.name, rendered }
  }
  return undefined
}

/** A command's context, as a provider has it. */
export function terminalOf({ out, paint, progress }: Context, dryRun: boolean): PublicProxyTerminal {
  return {
    write: text => {
      progress.clear()
      out.write(text)
    },
    loud: text => paint('yellow', text),
    show: text => progress.show(text),
    stopped: (problem, fix) => new Stopped(problem, fix),
    dryRun,
  }
}
