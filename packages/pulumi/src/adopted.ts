/** What a stack held before it was rendered: a resource under another URN is created, and the old one deleted. */
import type { Finding } from '@homelab/estate/model'
import type { StackProgram } from './stack-files.ts'

export function adoptedFindings({ stack, program }: StackProgram): readonly Finding[] {
  const { project, adopts = [], file } = stack
  const urns = Object.entries(program.resources).map(([name, { type }]) => urnOf(stack, type, name))
  return adopts.flatMap((urn, index): readonly Finding[] => {
    if (urns.includes(urn)) return []
    const others = urns.filter(other => !adopts.includes(other))
    return [
      {
        code: 'changed-adoption',
        where: { subject: project, path: urn, keys: ['adopts', index], file },
        problem: 'a resource that the stack holds is not rendered, so that Pulumi deletes it',
        got: others.length === 0 ? 'no other resource' : others.join(', '),
        fix: 'leave project, stack and resource the names that they have, or, once nothing of it is needed, take it out of `adopts`',
      },
    ]
  })
}

/** Of a resource without a parent: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
function urnOf({ project, stack }: StackProgram['stack'], type: string, name: string): string {
  return `urn:pulumi:${stack}::${project}::${type}::${name}`
}
