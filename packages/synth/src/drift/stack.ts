import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { previewedIn } from '@homelab/pulumi'
import type { Context } from '../cli/context.ts'
import { pulumi } from '../needed.ts'
import { type StackName, type StackPart, stackPart } from '../stack/inputs.ts'
import { previewStack } from '../stack/pulumi.ts'
import { readyStack, vaultPrograms } from '../stack/ready.ts'
import type { TreeFile } from '../tree.ts'
import { type Asked, notAsked, type Source } from './source.ts'

/** What all stacks are put together of. */
interface StackAsking {
  readonly resolved: ResolvedWithWorkloads
  readonly files: readonly TreeFile[]
  /** Where what is rendered lies, absolute. */
  readonly folder: string
  readonly context: Pick<Context, 'env'>
}

/** The tailnet's policy, devices and keys, and the records of the zone: what applying the stacks would change. */
export function stackSources(asking: StackAsking): readonly Source[] {
  const { tailnetStack, dns } = asking.resolved
  return [
    ...(tailnetStack === undefined ? [] : [source('tailnet', 'the tailnet’s policy, tags and keys', asking)]),
    ...(dns === undefined ? [] : [source('dns', `the records of ${dns.zone}`, asking)]),
  ]
}

function source(name: StackName, title: string, asking: StackAsking): Source {
  const part = stackPart(name, asking.resolved, asking.context.env)
  const programs = [pulumi, ...vaultPrograms(part, asking.resolved, asking.context.env)]
  return { name, title, programs, ask: () => askStack(part, title, asking) }
}

async function askStack(
  part: StackPart,
  title: string,
  { resolved, files, folder, context }: StackAsking,
): Promise<Asked> {
  const ready = await readyStack(part, resolved, files, folder, context)
  const { printed, problem } = await previewStack(ready)
  if (problem !== undefined) return notAsked(title, problem)
  const { resources, differences } = previewedIn(printed)
  return {
    compared: resources,
    differences: differences.map(({ properties, ...which }) => ({ ...which, details: properties })),
    unasked: [],
  }
}
