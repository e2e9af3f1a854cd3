import { type Does, type ResolvedService, renderedFolder, type SaidCommand, type Step } from '@homelab/estate/model'
import type { Command } from '@homelab/formats/page'
import { present } from '@homelab/formats/present'
import type { Context } from '../context.ts'
import { ssh, typedOn } from './programs.ts'

/** What is done to what runs of a service, in the order in which its part says it. */
export function stepsOf({ runs }: Pick<ResolvedService, 'runs'>, does: Does, to?: readonly string[]): readonly Step[] {
  return runs.operations.filter(step => step.does === does && (to === undefined || to.includes(step.to)))
}

/** What is done to what is no service's: `tailnet`, `dns`, `host/NAME`. */
export function stepsFor({ resolved }: Context, to: string, ...all: readonly Does[]): readonly Step[] {
  return resolved.operations.filter(step => step.to === to && all.includes(step.does))
}

/** Steps as commands for the operator's own machine. */
export function commandsOf(context: Context, steps: readonly SaidCommand[]): readonly Command[] {
  return steps.flatMap(({ run, note }) => {
    if (run.kind !== 'command') return []
    const { words, on, folder, terminal } = run
    const host = on === 'operator' ? undefined : context.find.host(on.host)
    return [
      {
        ...(host === undefined ? { words } : terminal === true ? typedOn(host, { words }) : ssh(host, { words })),
        ...(folder !== undefined && { folder: `${renderedFolder(context.resolved)}/${folder}` }),
        ...present({ note }),
      },
    ]
  })
}
