/** Names of the tailnet that hosts serve: what the provider must have to make them. */
import { type Finding, type Resolved, servedNames } from '@homelab/estate/model'

/** The first version with `tailscale:index/service:Service`: docs/decisions/0048-a-host-serves-its-names.md */
const FIRST = [0, 29, 0]

export function servedFindings(resolved: Resolved): readonly Finding[] {
  const { tailnetStack: stack } = resolved
  const names = servedNames(resolved).map(({ name }) => name)
  if (stack === undefined || names.length === 0 || !isOlder(stack.provider.version)) return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject: 'tailnet', path: 'provider.version', at: ['tailnetStack', 'provider'], file: stack.file },
      problem: `the provider knows no names that hosts serve, and the next \`up\` ends at ${names.join(', ')}`,
      got: stack.provider.version,
      expected: `${FIRST.join('.')} or newer`,
      fix: 'raise the version',
    },
  ]
}

function isOlder(version: string): boolean {
  const numbers = version.split(/[.-]/).map(Number)
  const at = FIRST.findIndex((number, index) => numbers[index] !== number)
  return at !== -1 && (numbers[at] ?? 0) < (FIRST[at] ?? 0)
}
