import { type Change, type Danger, type DangerRule, dangers, type ToJudge } from '@homelab/estate/model'

/** The worst that a rule says of a change, with its reason; what the change says already, where none does. */
export function worst(rules: readonly DangerRule[], toJudge: ToJudge): Pick<Change, 'danger' | 'why' | 'refused'> {
  if (toJudge.change.kind === 'moved') return {}
  const said = rules.flatMap(rule => rule.judge(toJudge) ?? [])
  const [first] = said.toSorted((a, b) => rank(a.danger) - rank(b.danger))
  return first ?? {}
}

/** The worst is the smallest. */
export function rank(danger: Danger | undefined): number {
  return danger === undefined ? dangers.length - 0.5 : dangers.indexOf(danger)
}
