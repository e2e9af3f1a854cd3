import type {
  DnsProvider,
  DnsRecord,
  DnsStackProps,
  StackProps,
  StackProvider,
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
import { person, secret } from './people.ts'
import {
  flag,
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
} from './rule.ts'

/** The rules of what is applied to the APIs of others: the tailnet's policy, and the stacks. */

/** Whether a selector means anything, the policy's own checks say. */
const selector: Rule = (value, path) => (isRecord(value) ? ('alias' in value ? alias : person) : text)(value, path)
const selectors = listOf(selector)
const texts = listOf(text)
const note = { note: text }
const ofAlias = { alias: words, address: text } satisfies RulesOf<Omit<TailnetAlias, 'note'>>
const alias = onlyFields(ofAlias, note)
const router = onlyFields({ host: text }, { routes: texts, exitNode: flag, ...note } satisfies RulesOf<
  Omit<TailnetRouter, 'host'>
>)

const group = onlyFields({ name: text, members: listOf(person), note: text } satisfies RulesOf<TailnetGroup>)
const ofGrant = { src: selectors, dst: selectors, ip: texts, reason: words } satisfies RulesOf<
  Omit<TailnetGrant, 'via'>
>
const grant = onlyFields(ofGrant, { via: texts })
const flowGrants = onlyFields({ flowsOf: text } satisfies RulesOf<FlowGrants>)
const eitherGrant: Rule = (value, path) => (isRecord(value) && 'flowsOf' in value ? flowGrants : grant)(value, path)
const ofSsh = { action: oneOf('accept', 'check'), src: selectors, dst: selectors, users: texts }
const ssh = onlyFields(ofSsh, { checkPeriod: text, ...note } satisfies RulesOf<Omit<TailnetSsh, keyof typeof ofSsh>>)
const ofApprovers = { services: text, approvers: selectors } satisfies RulesOf<Omit<ServiceApprovers, 'note'>>
const ofAttributes = { target: selectors, attr: texts } satisfies RulesOf<Omit<TailnetAttributes, 'note'>>
const ofOwners = { tag: text, owners: selectors } satisfies RulesOf<Omit<TagOwners, 'note'>>
const test = onlyFields({ src: selector }, { proto: text, accept: texts, deny: texts, ...note } satisfies RulesOf<
  Omit<TailnetTest, 'src'>
>)
const device = onlyFields({ name: text, tags: texts } satisfies RulesOf<TailnetDevice>)

const ofPolicy = { declaredIn: text, grants: listOf(eitherGrant), tags: listOf(onlyFields(ofOwners, note)) }
export const tailnetPolicy = onlyFields(ofPolicy, {
  groups: listOf(group),
  hosts: listOf(alias),
  routers: listOf(router),
  nodeAttrs: listOf(onlyFields(ofAttributes, note)),
  ssh: listOf(ssh),
  serviceApprovers: listOf(onlyFields(ofApprovers, note)),
  tests: listOf(test),
  devices: listOf(device),
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
export const tailnetStack = onlyFields(
  { ...ofStack, provider, policy: words, keys: listOf(key) } satisfies RulesOf<
    Omit<TailnetStackProps, 'environment'> & { declaredIn: string }
  >,
  environment,
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
