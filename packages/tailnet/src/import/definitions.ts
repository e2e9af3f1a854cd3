/** Definitions in the estate's words: groups, sets of addresses, postures. */
import { parseStep } from '../ip-sets.ts'
import type { Policy } from '../policy.ts'
import { type Notes, noteAt, type Props, TAKEN_OVER } from './entry.ts'
import type { Words } from './words.ts'

export function definitions(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  const { groups = {}, ipsets = {}, postures = {}, defaultSrcPosture = [] } = policy
  return {
    groups: Object.entries(groups).map(([name, members]) => ({
      name: name as `group:${string}`,
      members: members.flatMap(login => words.person(`groups.${name}`, login.trim()) ?? []),
      note: notes.get(`groups.${name}`) ?? TAKEN_OVER,
    })),
    hosts: words.aliases,
    ipsets: Object.entries(ipsets).map(([name, steps]) => ({
      name: name as `ipset:${string}`,
      steps: steps.flatMap(text => {
        const { does, target } = parseStep(text)
        const member = words.selector(`ipsets.${name}`, target)
        return member === undefined ? [] : [{ [does]: member } as { add: `ipset:${string}` }]
      }),
      ...noteAt(notes, `ipsets.${name}`),
    })),
    postures: Object.entries(postures).map(([name, assertions]) => ({
      name: name as `posture:${string}`,
      assertions,
      ...noteAt(notes, `postures.${name}`),
    })),
    defaultPosture: defaultSrcPosture as readonly `posture:${string}`[],
  }
}
