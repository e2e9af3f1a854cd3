import type {
  DnsProvider,
  DnsRecord,
  DnsStackProps,
  Nameserver,
  StackProps,
  StackProvider,
  TailnetDns,
  TailnetKey,
  TailnetStackProps,
} from '../stack.ts'
import type {
  FlowGrants,
  ServiceApprovers,
  TagOwners,
  TailnetAlias,
  TailnetAttributes,
  TailnetDevice,
  TailnetGrant,
  TailnetGroup,
  TailnetPolicy,
  TailnetRouter,
  TailnetSsh,
  TailnetTest,
} from '../tailnet-policy.ts'
import type {
  RouteApprovers,
  TailnetAcl,
  TailnetAddress,
  TailnetConnector,
  TailnetGuest,
  TailnetIpSet,
  TailnetPosture,
  TailnetSshTest,
} from '../tailnet-words.ts'
import { person, secret } from './people.ts'
import {
  fields,
  flag,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  words,
  yes,
} from './rule.ts'

/** The rules of what is applied to the APIs of others: the tailnet's policy, and the stacks. */

/** Whether a selector means anything, the policy's own checks say. */
const selector: Rule = (value, path) => (isRecord(value) ? objectSelector(value) : text)(value, path)
const objectSelector = (value: Readonly<Record<string, unknown>>): Rule =>
  'alias' in value ? alias : 'address' in value ? address : person
const selectors = listOf(selector)
const texts = listOf(text)
const note = { note: text }
const ofAlias = { alias: words, address: text } satisfies RulesOf<Omit<TailnetAlias, 'note'>>
const alias = onlyFields(ofAlias, note)
const address = onlyFields({ address: text } satisfies RulesOf<TailnetAddress>)
const router = onlyFields({ host: text }, { routes: texts, exitNode: flag, ...note } satisfies RulesOf<
  Omit<TailnetRouter, 'host'>
>)

const group = onlyFields({ name: text, members: listOf(person), note: text } satisfies RulesOf<TailnetGroup>)
const app = recordOf(listOf(fields({})))
const ofGrant = { src: selectors, dst: selectors, reason: words }
const grant = onlyFields(ofGrant, { ip: texts, app, srcPosture: texts, via: texts } satisfies RulesOf<
  Omit<TailnetGrant, keyof typeof ofGrant>
>)
const target = onlyFields({ to: selector, ports: text } satisfies RulesOf<TailnetAcl['dst'][number]>)
const ofAcl = { src: selectors, dst: listOf(target), reason: words }
const acl = onlyFields(ofAcl, { proto: text, srcPosture: texts } satisfies RulesOf<
  Omit<TailnetAcl, keyof typeof ofAcl>
>)
const flowGrants = onlyFields({ flowsOf: text } satisfies RulesOf<FlowGrants>)
const eitherGrant: Rule = (value, path) => (isRecord(value) && 'flowsOf' in value ? flowGrants : grant)(value, path)
const ofSsh = { action: oneOf('accept', 'check'), src: selectors, dst: selectors, users: texts }
const ssh = onlyFields(ofSsh, { checkPeriod: text, acceptEnv: texts, ...note } satisfies RulesOf<
  Omit<TailnetSsh, keyof typeof ofSsh>
>)
const ofApprovers = { services: text, approvers: selectors } satisfies RulesOf<Omit<ServiceApprovers, 'note'>>
const ofRouteApprovers = { routes: text, approvers: selectors } satisfies RulesOf<Omit<RouteApprovers, 'note'>>
const attributes = onlyFields({ target: selectors }, { attr: texts, ipPool: texts, ...note } satisfies RulesOf<
  Omit<TailnetAttributes, 'target'>
>)
const step: Rule = (value, path) =>
  (isRecord(value) && 'remove' in value ? onlyFields({ remove: selector }) : onlyFields({ add: selector }))(value, path)
const ofSet = { name: text, steps: listOf(step) } satisfies RulesOf<Omit<TailnetIpSet, 'note'>>
const ofPosture = { name: text, assertions: texts } satisfies RulesOf<Omit<TailnetPosture, 'note'>>
const ofGuest = { name: words, machines: texts } satisfies RulesOf<Omit<TailnetGuest, 'note'>>
const ofConnector = { name: words, connectors: texts, domains: texts }
const connector = onlyFields(ofConnector, { routes: texts, ...note } satisfies RulesOf<
  Omit<TailnetConnector, keyof typeof ofConnector>
>)
const ofOwners = { tag: text, owners: selectors } satisfies RulesOf<Omit<TagOwners, 'note'>>
const attribute = is('a text, a number, true or false', value => ['string', 'number', 'boolean'].includes(typeof value))
const ofTest = { proto: text, postureAttributes: recordOf(attribute), accept: texts, deny: texts, ...note }
const test = onlyFields({ src: selector }, ofTest satisfies RulesOf<Omit<TailnetTest, 'src'>>)
const ofSshTest = { src: selector, dst: selectors }
const sshTest = onlyFields(ofSshTest, { accept: texts, check: texts, deny: texts, ...note } satisfies RulesOf<
  Omit<TailnetSshTest, keyof typeof ofSshTest>
>)
const device = onlyFields({ name: text, tags: texts } satisfies RulesOf<TailnetDevice>)

const ofPolicy = { declaredIn: text, grants: listOf(eitherGrant), tags: listOf(onlyFields(ofOwners, note)) }
export const tailnetPolicy = onlyFields(ofPolicy, {
  groups: listOf(group),
  hosts: listOf(alias),
  ipsets: listOf(onlyFields(ofSet, note)),
  postures: listOf(onlyFields(ofPosture, note)),
  defaultPosture: texts,
  acls: listOf(acl),
  routers: listOf(router),
  routeApprovers: listOf(onlyFields(ofRouteApprovers, note)),
  nodeAttrs: listOf(attributes),
  appConnectors: listOf(connector),
  randomizeClientPort: yes,
  ssh: listOf(ssh),
  serviceApprovers: listOf(onlyFields(ofApprovers, note)),
  tests: listOf(test),
  sshTests: listOf(sshTest),
  devices: listOf(device),
  guests: listOf(onlyFields(ofGuest, note)),
} satisfies RulesOf<Omit<TailnetPolicy, keyof typeof ofPolicy>>)

const ofProvider = { name: text, version: text } satisfies RulesOf<Omit<StackProvider, 'downloadUrl'>>
const provider = onlyFields(ofProvider, { downloadUrl: text })
const byZone = onlyFields({ ...ofProvider, zoneId: text }, { downloadUrl: text } satisfies RulesOf<
  Pick<StackProvider, 'downloadUrl'>
>)
/** Which others there are is known to what renders the records. */
const dnsProvider: Rule = (value, path) =>
  (isRecord(value) && value['name'] === ('cloudflare' satisfies DnsProvider['name']) ? byZone : provider)(value, path)

const ofStack = {
  declaredIn: text,
  project: words,
  stack: words,
  summary: text,
  credentials: recordOf(secret),
} satisfies RulesOf<Omit<StackProps, 'environment' | 'provider'> & { declaredIn: string }>
const environment = { environment: recordOf(text) }

const key = onlyFields({
  name: words,
  host: text,
  reusable: flag,
  ephemeral: flag,
  preauthorized: flag,
  expirySeconds: number,
  output: text,
} satisfies RulesOf<TailnetKey>)
const nameservers = listOf(
  onlyFields({ address: text }, { useWithExitNode: flag } satisfies RulesOf<Omit<Nameserver, 'address'>>),
)
const ofNames = { resource: words, magicDns: flag }
const names = onlyFields(ofNames, {
  nameservers,
  overrideLocalDns: flag,
  splitDns: listOf(onlyFields({ domain: text, nameservers })),
  searchPaths: texts,
} satisfies RulesOf<Omit<TailnetDns, keyof typeof ofNames>>)
export const tailnetStack = onlyFields(
  { ...ofStack, provider, policy: words, keys: listOf(key) } satisfies RulesOf<
    Omit<TailnetStackProps, 'environment' | 'dns'> & { declaredIn: string }
  >,
  { dns: names, ...environment },
)

const record = onlyFields({
  resource: words,
  name: text,
  type: oneOf('A', 'AAAA', 'CNAME', 'TXT', 'MX', 'CAA'),
  ttlSeconds: number,
  values: texts,
} satisfies RulesOf<DnsRecord>)
const ofDns = { ...ofStack, provider: dnsProvider, zone: words, ttlSeconds: number, addressVariable: words }
export const dnsStack = onlyFields(ofDns, {
  publicTarget: text,
  records: listOf(record),
  ...environment,
} satisfies RulesOf<Omit<DnsStackProps, keyof typeof ofDns>>)
