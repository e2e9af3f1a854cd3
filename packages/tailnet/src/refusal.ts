/** Which selectors can stand where: https://tailscale.com/docs/reference/targets-and-selectors */
import { present } from '@homelab/formats/present'
import type { Chosen, Problem } from './rules.ts'
import type { Selector } from './selector.ts'

/** Why a selector can't stand in a place; undefined where it can. */
export type Refusal = (selector: Selector) => string | undefined

/** What is refused, or not known: a selector that the evaluator does not know may stand anywhere. */
export function refused(path: string, chosen: readonly Chosen[], refusal: Refusal): readonly Problem[] {
  return chosen.flatMap(({ text: got, selector }): readonly Problem[] => {
    const problem = selector.kind === 'unsupported' ? selector.why : refusal(selector)
    if (problem === undefined) return []
    const feature = selector.kind === 'unsupported' ? selector.feature : undefined
    return [{ path, problem, got, ...present({ feature }) }]
  })
}

/** Nothing but these kinds. */
export function only(kinds: readonly Selector['kind'][], rule: string): Refusal {
  return selector => (kinds.includes(selector.kind) ? undefined : rule)
}

/** People: a login, a group, a role, or what stands for some of them. */
export function isUser(selector: Selector): boolean {
  return ['user', 'domain', 'group', 'role'].includes(selector.kind)
}

/** Devices with tags. */
export function isTagged(selector: Selector): boolean {
  return selector.kind === 'tag' || isAutogroup(selector, 'tagged')
}

export function isAutogroup(selector: Selector, name: Extract<Selector, { kind: 'autogroup' }>['autogroup']): boolean {
  return selector.kind === 'autogroup' && selector.autogroup === name
}
