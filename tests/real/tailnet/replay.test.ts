/** The evaluator against what Tailscale's control plane did with 866 policies. */
import { readPolicy } from '@homelab/tailnet'
import { expect, test } from 'vitest'
import { filesOfCases } from '../../../packages/tailnet/tests/conformance/files.ts'
import { skipped } from '../tools.ts'
import { recording, recordingNames, recordingPage, recordingsFolder } from './recordings.ts'
import { replay, type Verdict } from './replay.ts'

/**
 * Differences that are the recordings': both write a device's IPv6 address in the policy, and the addresses of their
 * devices were rewritten afterwards. The filters show that the address was nobody's when the control plane was asked.
 */
const REWRITTEN = {
  'policytest_results/policytest-allpass-grants-only-tag-src-ipv6-literal-dst': [
    'weedle to beedrill tcp:22 is closed',
    'weedle to beedrill icmp:1 is closed',
  ],
  'sshtest_results/sshtest-malformed-dst-bare-ipv6': ['refused by the control plane: test(s) failed'],
}

const folder = await recordingsFolder()

test('every recording whose words are known is decided as the control plane did', async context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const verdicts = recordingNames(folder).map(name => verdictOf(folder, name))
  const features = verdicts.flatMap(({ verdict }) => (verdict.is === 'unknown' ? verdict.features : []))
  const counts = { ...counted(verdicts), unknown: tally(features) }
  process.stdout.write(`recordings of the control plane: ${JSON.stringify(counts)}\n`)
  const differences = verdicts.flatMap(({ name, verdict }) =>
    verdict.is === 'difference' ? [[name, verdict.differences] as const] : [],
  )
  expect(Object.fromEntries(differences)).toEqual(REWRITTEN)
  // The recordings are pinned: one that is no longer understood is seen here.
  expect(counts).toEqual({
    accepted: { agreement: 723, difference: 1 },
    refused: { agreement: 141, difference: 1 },
    unknown: {},
  })
})

test('the replay sees a wider and a narrower policy, another SSH rule and another attribute', context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const change = (name: string, edit: (policy: Record<string, unknown>) => object): string => {
    const recorded = recording(folder, name)
    const { policy } = readPolicy(recorded.policy)
    return replay({ ...recorded, policy: edit({ ...policy }) }).is
  }
  expect(change('grant_results/grant-j1', policy => policy)).toBe('agreement')
  expect(change('grant_results/grant-j1', policy => ({ ...policy, grants: [] }))).toBe('difference')
  expect(change('grant_results/grant-j1', ({ grants: _, ...policy }) => policy)).toBe('difference')
  expect(change('ssh_results/ssh-malformed-user-whitespace-leading', policy => policy)).toBe('agreement')
  expect(change('ssh_results/ssh-malformed-user-whitespace-leading', policy => ({ ...policy, ssh: [] }))).toBe(
    'difference',
  )
  const target = 'nodeattrs_results/nodeattrs-target-a3-tag'
  expect(change(target, policy => policy)).toBe('agreement')
  expect(change(target, policy => ({ ...policy, nodeAttrs: [{ target: ['*'], attr: ['drive:share'] }] }))).toBe(
    'difference',
  )
  expect(change('grant_results/grant-j1', policy => ({ ...policy, derpMap: {} }))).toBe('unknown')
  expect(change('grant_results/grant-k23', policy => ({ ...policy, grants: [] }))).toBe('difference')
})

test('every recording that a conformance table cites is there', context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const known = new Set(recordingNames(folder).map(recordingPage))
  const cited = Object.values(filesOfCases)
    .flat()
    .flatMap(({ cite }) => cite.split(' '))
    .filter(page => page.startsWith('https://github.com/juanfont/'))
  expect(cited.length).toBeGreaterThan(0)
  expect(cited.filter(page => !known.has(page))).toEqual([])
})

test('a recording that is cited says what the case asks about', context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const prefix = recordingPage('').replace(/\.hujson$/, '')
  const missing = Object.entries(filesOfCases).flatMap(([file, cases]) =>
    cases.flatMap(({ name, cite, policy, question }) => {
      const cited = cite.split(' ').find(page => page.startsWith(prefix))
      const sections = SECTIONS[question.ask]
      if (cited === undefined || sections === undefined) return []
      const { policy: said } = recording(folder, cited.slice(prefix.length, -'.hujson'.length))
      // A case without an entry of the kind asks what holds without one.
      const has = (of: object): boolean => sections.some(section => Object.hasOwn(of, section))
      return !has(policy) || has(said as object) ? [] : [`${file}: ${name}`]
    }),
  )
  expect(missing).toEqual([])
})

const RULES = ['grants', 'acls']
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  reach: RULES,
  'reached by': RULES,
  permits: RULES,
  tests: ['tests'],
  'ssh tests': ['sshTests'],
  ssh: ['ssh'],
  attributes: ['nodeAttrs'],
  'approves route': ['autoApprovers'],
  'approves exit': ['autoApprovers'],
}

interface Judged {
  readonly name: string
  readonly accepted: boolean
  readonly verdict: Verdict
}

function verdictOf(folder: string, name: string): Judged {
  const recorded = recording(folder, name)
  return { name, accepted: recorded.accepted, verdict: replay(recorded) }
}

type Counts = Readonly<Record<string, number>>

function counted(all: readonly Judged[]): { readonly accepted: Counts; readonly refused: Counts } {
  const of = (taken: boolean): Counts =>
    tally(all.flatMap(({ accepted, verdict }) => (accepted === taken ? [verdict.is] : [])))
  return { accepted: of(true), refused: of(false) }
}

function tally(words: readonly string[]): Counts {
  return Object.fromEntries([...Map.groupBy(words, word => word)].map(([word, all]) => [word, all.length]))
}
