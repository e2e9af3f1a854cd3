/** Rules in the estate's words: grants, their older form, and SSH. */
import type { Policy } from '../policy.ts'
import { splitPort } from '../rules.ts'
import { clean, type Notes, noteAt, others, type Props, reasonAt, trimmed } from './entry.ts'
import type { Words } from './words.ts'

export function rules(policy: Policy, words: Words, notes: Notes): Pick<Props, 'grants'> & Partial<Props> {
  // Neither section opens everything; the estate says so.
  const open = { src: ['*'], dst: ['*'], ip: ['*'] }
  const isOpen = policy.grants === undefined && policy.acls === undefined
  return {
    grants: (isOpen ? [open] : (policy.grants ?? [])).map((grant, index) => {
      const path = `grants[${index}]`
      const { src, dst, ip, app, via, srcPosture, ...rest } = grant as NonNullable<Policy['grants']>[number]
      others(words, path, rest)
      return clean({
        src: words.selectors(`${path}.src`, src),
        dst: words.selectors(`${path}.dst`, dst),
        ip,
        app,
        srcPosture: trimmed(srcPosture) as readonly `posture:${string}`[] | undefined,
        via: trimmed(via) as readonly `tag:${string}`[] | undefined,
        reason: reasonAt(notes, path),
      })
    }),
    acls: (policy.acls ?? []).map(({ action, src, dst, proto, srcPosture, ...rest }, index) => {
      const path = `acls[${index}]`
      others(words, path, rest)
      if (action !== 'accept') words.tell(`${path}.action`, 'no action (expected accept)', action)
      return clean({
        src: words.selectors(`${path}.src`, src),
        dst: dst.flatMap(text => {
          const split = splitPort(text)
          if (split === undefined) words.tell(`${path}.dst`, 'no destination with ports', text)
          const to = split === undefined ? undefined : words.selector(`${path}.dst`, split.host)
          return split === undefined || to === undefined ? [] : [{ to, ports: split.port }]
        }),
        proto,
        srcPosture: trimmed(srcPosture) as readonly `posture:${string}`[] | undefined,
        reason: reasonAt(notes, path),
      })
    }),
    ssh: (policy.ssh ?? []).map(({ action, src, dst, users, checkPeriod, acceptEnv, ...rest }, index) => {
      const path = `ssh[${index}]`
      others(words, path, rest)
      return clean({
        action: action.trim() as 'accept' | 'check',
        src: words.selectors(`${path}.src`, src),
        dst: words.selectors(`${path}.dst`, dst),
        users,
        checkPeriod,
        acceptEnv,
        ...noteAt(notes, path),
      })
    }),
  }
}
