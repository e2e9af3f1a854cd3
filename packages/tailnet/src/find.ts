import type { Compiled } from './compile.ts'
import { isSelected, type Party, selectsIdentity, selectsSource, type World } from './match.ts'
import { ownersOf } from './owners.ts'
import { parseSelector, type Selector } from './selector.ts'

/** A question names something that neither the inventory nor the policy has. */
export class UnknownEndpointError extends Error {
  readonly asked: string
  constructor(asked: string, known: readonly string[]) {
    super(`tailnet: nothing is called ${JSON.stringify(asked)} (expected one of ${known.join(', ')}, a login or a tag)`)
    this.name = 'UnknownEndpointError'
    this.asked = asked
  }
}

/**
 * The endpoints that a question means: by name (a Service with or without `svc:`), or all that a login, group, tag or
 * role selects.
 *
 * @returns indexes into `compiled.endpoints`; none for a tag, group, role or user that there is, and nothing carries
 * @throws UnknownEndpointError when neither the inventory nor the policy has it
 */
export function findEndpoints(compiled: Compiled, asked: string): readonly number[] {
  const named = compiled.endpoints.findIndex(({ name }) => name === asked)
  if (named !== -1) return [named]
  const service = compiled.endpoints.findIndex(({ name }) => name === `svc:${asked}`)
  if (service !== -1) return [service]
  const selector = parseSelector(asked)
  const selected = compiled.parties.flatMap((party, index) =>
    selectsIdentity(selector, party, compiled.world) || isIn(selector, party, compiled.world) ? [index] : [],
  )
  if (selected.length > 0 || isDefined(compiled, selector)) return selected
  const names = compiled.endpoints.map(({ name }) => name)
  throw new UnknownEndpointError(asked, names)
}

/** Autogroups that name endpoints, whoever asks. */
function isIn(selector: Selector, party: Party, world: World): boolean {
  if (selector.kind !== 'autogroup' || (selector.autogroup !== 'tagged' && selector.autogroup !== 'shared'))
    return false
  return isSelected(selectsSource(selector, party, world))
}

function isDefined({ policy, world }: Compiled, selector: Selector): boolean {
  switch (selector.kind) {
    case 'tag':
      return ownersOf(policy, selector.tag) !== undefined
    case 'group':
      return world.groups.has(selector.group)
    case 'user':
      return world.roles.has(selector.login)
    default:
      return selector.kind === 'role' || (selector.kind === 'autogroup' && selector.autogroup === 'shared')
  }
}
