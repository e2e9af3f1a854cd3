import type {
  DnsProvider,
  DnsRecord,
  DnsStackProps,
  FlowGrants,
  InFile,
  Nameserver,
  PersonByName,
  RouteApprovers,
  ServiceApprovers,
  StackProps,
  StackProvider,
  TagOwners,
  TailnetAcl,
  TailnetAddress,
  TailnetAlias,
  TailnetAttributes,
  TailnetConnector,
  TailnetDevice,
  TailnetDns,
  TailnetGrant,
  TailnetGroup,
  TailnetGuest,
  TailnetIpSet,
  TailnetKey,
  TailnetPolicyProps,
  TailnetPosture,
  TailnetRouter,
  TailnetSsh,
  TailnetSshTest,
  TailnetStackProps,
  TailnetTest,
} from '../src/model.ts'
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
const address = closed<TailnetAddress>({ address: text })
const selector: Schema = either(
  { type: 'string', pattern: '^(\\*$|tag:|autogroup:|group:|svc:|ipset:|user:\\*@)' },
  closed<PersonByName>({ person: text }),
  ref('person'),
  alias,
  address,
)
const selectors = listOf(selector)
const ipset = starting('ipset:')
const postures = listOf(starting('posture:'))
const member = either(alias, address, ipset, only('autogroup:internet'))

export const tailnet = closed<InFile<TailnetPolicyProps>>({
  file: text,
  groups: maybe(
    listOf(
      closed<TailnetGroup>({ name: starting('group:'), members: listOf(either(text, ref('person'))), note: text }),
    ),
  ),
  hosts: maybe(listOf(alias)),
  ipsets: maybe(
    listOf(
      closed<TailnetIpSet>({
        name: ipset,
        steps: listOf(
          either(closed<{ add: unknown }>({ add: member }), closed<{ remove: unknown }>({ remove: member })),
        ),
        note,
      }),
    ),
  ),
  postures: maybe(listOf(closed<TailnetPosture>({ name: starting('posture:'), assertions: listOf(text), note }))),
  defaultPosture: maybe(postures),
  grants: listOf(
    either(
      closed<TailnetGrant>({
        src: selectors,
        dst: selectors,
        ip: maybe(listOf(text)),
        app: maybe(recordOf(listOf({ type: 'object' }))),
        via: maybe(listOf(tag)),
        srcPosture: maybe(postures),
        reason: text,
      }),
      closed<FlowGrants>({ flowsOf: text }),
    ),
  ),
  acls: maybe(
    listOf(
      closed<TailnetAcl>({
        src: selectors,
        dst: listOf(closed<TailnetAcl['dst'][number]>({ to: selector, ports: text })),
        proto: maybe(text),
        srcPosture: maybe(postures),
        reason: text,
      }),
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
        acceptEnv: maybe(listOf(text)),
        note,
      }),
    ),
  ),
  nodeAttrs: maybe(
    listOf(
      closed<TailnetAttributes>({ target: selectors, attr: maybe(listOf(text)), ipPool: maybe(listOf(text)), note }),
    ),
  ),
  appConnectors: maybe(
    listOf(
      closed<TailnetConnector>({
        name: text,
        connectors: listOf(tag),
        domains: listOf(text),
        routes: maybe(listOf(text)),
        note,
      }),
    ),
  ),
  randomizeClientPort: maybe(only(true)),
  routers: maybe(
    listOf(closed<TailnetRouter>({ host: text, routes: maybe(listOf(text)), exitNode: maybe(only(true)), note })),
  ),
  routeApprovers: maybe(listOf(closed<RouteApprovers>({ routes: text, approvers: selectors, note }))),
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
        postureAttributes: maybe(recordOf(either(text, number, flag))),
        note,
      }),
    ),
  ),
  sshTests: maybe(
    listOf(
      closed<TailnetSshTest>({
        src: selector,
        dst: selectors,
        accept: maybe(listOf(text)),
        check: maybe(listOf(text)),
        deny: maybe(listOf(text)),
        note,
      }),
    ),
  ),
  devices: maybe(listOf(closed<TailnetDevice>({ name: text, tags: listOf(tag, 1) }))),
  guests: maybe(listOf(closed<TailnetGuest>({ name: text, machines: listOf(text), note }))),
})

const provider = { name: text, version: text, downloadUrl: maybe(text) } satisfies MembersOf<StackProvider>
const ofStack = {
  file: text,
  project: text,
  stack: text,
  summary: text,
  credentials: recordOf(ref('secret')),
  environment: maybe(recordOf(text)),
  adopts: maybe(listOf(text)),
} satisfies MembersOf<InFile<Omit<StackProps, 'provider'>>>

const nameservers = listOf(closed<Nameserver>({ address: text, useWithExitNode: maybe(flag) }))

export const tailnetStack = closed<InFile<TailnetStackProps>>({
  ...ofStack,
  provider: closed<StackProvider>(provider),
  policy: text,
  dns: maybe(
    closed<TailnetDns>({
      resource: text,
      magicDns: flag,
      nameservers: maybe(nameservers),
      overrideLocalDns: maybe(flag),
      splitDns: maybe(
        listOf(closed<NonNullable<TailnetDns['splitDns']>[number]>({ domain: text, nameservers: nameservers })),
      ),
      searchPaths: maybe(listOf(text)),
    }),
  ),
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
