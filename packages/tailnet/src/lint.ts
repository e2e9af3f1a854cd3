/** What is wrong or doubtful in a policy over an inventory: data only, for the caller to put into words. */
import { compile } from './compile.ts'
import type { Inventory } from './inventory.ts'
import { type AccessLint, type DeclaredFlow, lintAccess } from './lint-access.ts'
import { type ExposureLint, lintExposure } from './lint-exposure.ts'
import { type GrantLint, lintGrants } from './lint-grants.ts'
import { lintNames, type NameLint } from './lint-names.ts'
import { lintSsh, type SshLint } from './lint-ssh.ts'
import { lintTags, type TagLint } from './lint-tags.ts'
import type { Policy } from './policy.ts'
import type { Problem } from './rules.ts'
import { validate } from './validate.ts'

export type Lint =
  | GrantLint
  | SshLint
  | ExposureLint
  | TagLint
  | NameLint
  | AccessLint
  | ({ readonly code: 'policy-problem' } & Problem)

export interface LintInput {
  readonly policy: Policy
  readonly inventory: Inventory
  /** Traffic that is known to be needed. */
  readonly flows: readonly DeclaredFlow[]
}

/**
 * All of them, in the order of the policy. The policy's own tests are run by `runTests` and `runSshTests`.
 *
 * @throws UnknownEndpointError when a flow names an endpoint that is not in the inventory
 */
export function lint({ policy, inventory, flows }: LintInput): readonly Lint[] {
  const compiled = compile(policy, inventory)
  return [
    ...validate(policy).map(problem => ({ code: 'policy-problem' as const, ...problem })),
    ...lintGrants(compiled),
    ...lintSsh(compiled),
    ...lintExposure(compiled),
    ...lintTags(policy, inventory),
    ...lintNames(policy, inventory),
    ...lintAccess(compiled, flows),
  ]
}
