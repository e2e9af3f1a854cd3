import type {
  DnsProvider,
  DnsRecord,
  DnsStackProps,
  FlowGrants,
  InFile,
  PersonByName,
  ServiceApprovers,
  StackProps,
  StackProvider,
  TagOwners,
  TailnetAlias,
  TailnetAttributes,
  TailnetDevice,
  TailnetGrant,
  TailnetGroup,
  TailnetKey,
  TailnetPolicyProps,
  TailnetRouter,
  TailnetSsh,
  TailnetStackProps,
  TailnetTest,
} from '../src/index.ts'
import { ref } from './places.ts'
import {
  closed,
  either,
  flag,
  listOf,
  type MembersOf,
  maybe,
  number,
  only,
  recordOf,
  type Schema,
  starting,
  text,
} from './words.ts'

/** What is applied to the APIs of others. */

const tag = starting('tag:')
const note = maybe(text)
const alias = closed<TailnetAlias>({ alias: text, address: text, note })
const selector: Schema = either(
  { type: 'string', pattern: '^(\\*$|tag:|autogroup:|group:|svc:)' },
  closed<PersonByName>({ person: text }),
  ref('person'),
  alias,
)
const selectors = listOf(selector)

export const tailnet = closed<InFile<TailnetPolicyProps>>({
  file: text,
  groups: maybe(
    listOf(
      closed<TailnetGroup>({ name: starting('group:'), members: listOf(either(text, ref('person'))), note: text }),
    ),
  ),
  hosts: maybe(listOf(alias)),
  grants: listOf(
    either(
      closed<TailnetGrant>({ src: selectors, dst: selectors, ip: listOf(text), via: maybe(listOf(tag)), reason: text }),
      closed<FlowGrants>({ flowsOf: text }),
    ),
  ),
  ssh: maybe(
    listOf(
      closed<TailnetSsh>({
        action: only('accept', 'check'),
        src: selectors,
        dst: selectors,
        users: listOf(text),
        checkPeriod: maybe(text),
        note,
      }),
    ),
  ),
  nodeAttrs: maybe(listOf(closed<TailnetAttributes>({ target: selectors, attr: listOf(text), note }))),
  routers: maybe(
    listOf(closed<TailnetRouter>({ host: text, routes: maybe(listOf(text)), exitNode: maybe(only(true)), note })),
  ),
  serviceApprovers: maybe(
    listOf(closed<ServiceApprovers>({ services: starting('(tag|svc):'), approvers: selectors, note })),
  ),
  tags: listOf(closed<TagOwners>({ tag, owners: selectors, note })),
  tests: maybe(
    listOf(
      closed<TailnetTest>({
        src: selector,
        proto: maybe(text),
        accept: maybe(listOf(text)),
        deny: maybe(listOf(text)),
        note,
      }),
    ),
  ),
  devices: maybe(listOf(closed<TailnetDevice>({ name: text, tags: listOf(tag, 1) }))),
})

const provider = { name: text, version: text, downloadUrl: maybe(text) } satisfies MembersOf<StackProvider>
const ofStack = {
  file: text,
  project: text,
  stack: text,
  summary: text,
  credentials: recordOf(ref('secret')),
  environment: maybe(recordOf(text)),
} satisfies MembersOf<InFile<Omit<StackProps, 'provider'>>>

export const tailnetStack = closed<InFile<TailnetStackProps>>({
  ...ofStack,
  provider: closed<StackProvider>(provider),
  policy: text,
  keys: listOf(
    closed<TailnetKey>({
      name: text,
      host: text,
      reusable: flag,
      ephemeral: flag,
      preauthorized: flag,
      expirySeconds: number,
      output: text,
    }),
  ),
})

export const dns = closed<InFile<DnsStackProps>>({
  ...ofStack,
  provider: either(
    closed<Extract<DnsProvider, { name: 'gandi' }>>({ ...provider, name: only('gandi') }),
    closed<Extract<DnsProvider, { name: 'cloudflare' }>>({ ...provider, name: only('cloudflare'), zoneId: text }),
  ),
  zone: text,
  ttlSeconds: number,
  addressVariable: text,
  publicTarget: maybe(text),
  records: maybe(
    listOf(
      closed<DnsRecord>({
        resource: text,
        name: text,
        type: only('A', 'AAAA', 'CNAME', 'TXT', 'MX', 'CAA'),
        ttlSeconds: number,
        values: listOf(text),
      }),
    ),
  ),
})
