import type { Holder, Inventory, Policy } from '../../src/index.ts'
import { example } from './example.ts'

/** One statement of Tailscale's documentation, as a question with its answer. */
export interface Case {
  readonly name: string
  /** Where the documentation says so, or a recording shows it; several pages with blanks between. */
  readonly cite: string
  readonly policy: Policy
  readonly inventory: Inventory
  readonly question: Question
  readonly answer: readonly string[]
}

export type Question =
  /** Rows `TO PROTOCOL:PORTS`. */
  | { readonly ask: 'reach'; readonly from: string }
  /** Rows `FROM PROTOCOL:PORTS`. */
  | { readonly ask: 'reached by'; readonly to: string }
  /** `yes` or `no`. */
  | {
      readonly ask: 'permits'
      readonly from: string
      readonly to: string
      readonly protocol: string
      readonly port: number
    }
  /** Failures `KIND DST`, `invalid` where the test as a whole is wrong. */
  | { readonly ask: 'tests' }
  /** Failures `KIND USER@DST`. */
  | { readonly ask: 'ssh tests' }
  /** Rows `ACTION USERS PERIOD`. */
  | { readonly ask: 'ssh'; readonly from: string; readonly to: string }
  /** `yes` or `no`. */
  | { readonly ask: 'may apply'; readonly holder: Holder; readonly tags: readonly string[] }
  /** `yes` or `no`: may the device host, route or be an exit node without approval by hand? */
  | { readonly ask: 'approves host'; readonly service: string; readonly host: string }
  | { readonly ask: 'approves route'; readonly cidr: string; readonly router: string }
  | { readonly ask: 'approves exit'; readonly device: string }
  /** Rows `FROM TO WHAT`. */
  | { readonly ask: 'apps' }
  /** Node attributes of a device. */
  | { readonly ask: 'attributes'; readonly of: string }
  /** Paths of what Tailscale would refuse. */
  | { readonly ask: 'problems' }

/** What the control plane did, as a recording of headscale's project shows; tests/real/tailnet replays all of them. */
export const recorded = (name: string): string =>
  `https://github.com/juanfont/headscale/blob/v0.29.2/hscontrol/policy/v2/testdata/${name}.hujson`

/** A page that says so, and a recording that shows it. */
export const both = (page: string, recording: string): string => `${page} ${recorded(recording)}`

const DOCS = 'https://tailscale.com/docs'
export const ipSetsDoc = (anchor: string): string => `${DOCS}/features/tailnet-policy-file/ip-sets#${anchor}`
export const postureDoc = (anchor: string): string => `${DOCS}/features/device-posture#${anchor}`
export const sharingDoc = (anchor: string): string => `${DOCS}/features/sharing#${anchor}`
export const grantsDoc = (anchor: string): string => `${DOCS}/reference/syntax/grants#${anchor}`
export const policyDoc = (anchor: string): string => `${DOCS}/reference/syntax/policy-file#${anchor}`
export const targetsDoc = (anchor: string): string => `${DOCS}/reference/targets-and-selectors#${anchor}`
export const tagsDoc = (anchor: string): string => `${DOCS}/features/tags#${anchor}`
export const servicesDoc = (anchor: string): string => `${DOCS}/features/tailscale-services#${anchor}`

/** A policy of one grant. */
export function granting(
  src: string | readonly string[],
  dst: string | readonly string[],
  ...ip: readonly string[]
): Policy {
  return { grants: [{ src: [src].flat(), dst: [dst].flat(), ip }] }
}

type Answer = readonly string[] | string
export type Row = readonly [name: string, cite: string, policy: Policy, question: Question, answer: Answer]

/** Cases over the example tailnet. */
export function cases(...rows: readonly Row[]): readonly Case[] {
  return rows.map(([name, cite, policy, question, answer]) => ({
    name,
    cite,
    policy,
    inventory: example,
    question,
    answer: [answer].flat(),
  }))
}

export const from = (name: string): Question => ({ ask: 'reach', from: name })
export const to = (name: string): Question => ({ ask: 'reached by', to: name })

/** `proxy -> web tcp:443` */
export function flow(text: string): Question {
  const [, start = '', end = '', protocol = '', port = ''] = /^(\S+) -> (\S+) ([a-z]+):(\d+)$/.exec(text) ?? []
  return { ask: 'permits', from: start, to: end, protocol, port: Number(port) }
}
