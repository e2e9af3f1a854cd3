/** Tests in the estate's words. */
import type { Policy } from '../policy.ts'
import { clean, type Notes, noteAt, others, type Props } from './entry.ts'
import type { Words } from './words.ts'

export function tests(policy: Policy, words: Words, notes: Notes): Partial<Props> {
  return {
    tests: (policy.tests ?? []).flatMap(({ src, proto, srcPostureAttrs, accept, deny, ...rest }, index) => {
      const path = `tests[${index}]`
      others(words, path, rest)
      const from = words.selector(`${path}.src`, src)
      if (from === undefined) return []
      const isSource = typeof from === 'object' || /^(tag|group):/.test(from)
      if (!isSource) words.tell(`${path}.src`, 'no source for a test', src)
      return [
        clean({
          src: from as `tag:${string}`,
          proto,
          postureAttributes: srcPostureAttrs,
          accept: accept?.map(text => words.destination(`${path}.accept`, text)),
          deny: deny?.map(text => words.destination(`${path}.deny`, text)),
          ...noteAt(notes, path),
        }),
      ]
    }),
    sshTests: (policy.sshTests ?? []).flatMap(({ src, dst, accept, check, deny, ...rest }, index) => {
      const path = `sshTests[${index}]`
      others(words, path, rest)
      const from = words.selector(`${path}.src`, src)
      if (from === undefined) return []
      return [
        clean({ src: from, dst: words.selectors(`${path}.dst`, dst), accept, check, deny, ...noteAt(notes, path) }),
      ]
    }),
  }
}
