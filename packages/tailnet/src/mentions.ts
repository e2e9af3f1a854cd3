/** Where a policy mentions what: every selector with the place it stands in. */
import { parseStep } from './ip-sets.ts'
import type { Policy } from './policy.ts'
import { rulesOf, splitPort } from './rules.ts'
import { parseSelector, type Selector } from './selector.ts'

export interface Mention {
  /** `grants[3].dst`, `tagOwners.tag:web`. */
  readonly path: string
  /** The top-level section. */
  readonly section: keyof Policy
  readonly text: string
  readonly selector: Selector
}

/** In the order of the file; the definitions in `groups`, `hosts` and `tagOwners` themselves are not mentions. */
export function mentionsIn(policy: Policy): readonly Mention[] {
  const { routes = {}, exitNode = [], services = {} } = policy.autoApprovers ?? {}
  return [
    ...Object.entries(policy.groups ?? {}).flatMap(([name, members]) => all('groups', `groups.${name}`, members)),
    ...Object.entries(policy.ipsets ?? {}).flatMap(([name, steps]) =>
      all(
        'ipsets',
        `ipsets.${name}`,
        steps.map(step => parseStep(step).target),
      ),
    ),
    ...rulesOf(policy).rules.flatMap(({ ref: { section, index }, src, openings, via }) =>
      section === 'default' || section === 'nodeAttrs' || section === 'routes'
        ? []
        : [
            ...all(section, `${section}[${index}].src`, texts(src)),
            ...openings.flatMap(({ dst }) => all(section, `${section}[${index}].dst`, texts(dst))),
            ...all(section, `${section}[${index}].via`, via),
          ],
    ),
    ...(policy.ssh ?? []).flatMap(({ src, dst }, index) => [
      ...all('ssh', `ssh[${index}].src`, src),
      ...all('ssh', `ssh[${index}].dst`, dst),
    ]),
    ...(policy.nodeAttrs ?? []).flatMap(({ target }, index) => all('nodeAttrs', `nodeAttrs[${index}].target`, target)),
    ...Object.entries(routes).flatMap(([route, list]) => all('autoApprovers', `autoApprovers.routes.${route}`, list)),
    ...all('autoApprovers', 'autoApprovers.exitNode', exitNode),
    ...Object.entries(services).flatMap(([key, list]) =>
      all('autoApprovers', `autoApprovers.services.${key}`, [key, ...list]),
    ),
    ...Object.entries(policy.tagOwners ?? {}).flatMap(([tag, owners]) => all('tagOwners', `tagOwners.${tag}`, owners)),
    ...(policy.tests ?? []).flatMap(({ src, accept = [], deny = [] }, index) => [
      ...all('tests', `tests[${index}].src`, [src]),
      ...all('tests', `tests[${index}].accept`, accept.flatMap(hostPart)),
      ...all('tests', `tests[${index}].deny`, deny.flatMap(hostPart)),
    ]),
    ...(policy.sshTests ?? []).flatMap(({ src, dst }, index) => [
      ...all('sshTests', `sshTests[${index}].src`, [src]),
      ...all('sshTests', `sshTests[${index}].dst`, dst),
    ]),
  ]
}

function all(section: keyof Policy, path: string, list: readonly string[]): readonly Mention[] {
  return list.map(text => ({ path, section, text, selector: parseSelector(text.trim()) }))
}

function texts(chosen: readonly { readonly text: string }[]): readonly string[] {
  return chosen.map(({ text }) => text)
}

function hostPart(text: string): readonly string[] {
  const split = splitPort(text)
  return split === undefined ? [] : [split.host]
}
