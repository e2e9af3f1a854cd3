import { isBackup } from '../backup.ts'
import type { Cluster, ClusterTailnet, GitOps, Host, KubeconfigFile, TailnetIdentity } from '../place.ts'
import type { Share } from '../storage.ts'
import type { Vault, VaultItem } from '../vault.ts'
import {
  anything,
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

/** The rules of what services run on, and of what they find there. */

const tag = is('a tag: tag:…', value => typeof value === 'string' && value.startsWith('tag:'))
const tags = is(
  'a list of tags: tag:…',
  value => Array.isArray(value) && value.length > 0 && value.every(member => tag(member, '').length === 0),
)

type By<K extends TailnetIdentity['by']> = Extract<TailnetIdentity, { readonly by: K }>
const byTags = onlyFields({ by: text, tags }, { reaches: tag } satisfies RulesOf<Omit<By<'tags'>, 'by' | 'tags'>>)
const byOwner = onlyFields({ by: oneOf('tags', 'owner'), owner: text } satisfies RulesOf<By<'owner'>>)
const identity: Rule = (value, path) => (isRecord(value) && value['by'] === 'tags' ? byTags : byOwner)(value, path)

// Whether the number is a port, the check of ports says.
const listening = onlyFields({ protocol: oneOf('http', 'https', 'tcp', 'udp'), port: anything })

const ofHost = {
  kind: oneOf('host'),
  name: words,
  platform: oneOf('macos', 'linux', 'nas', 'managed'),
  role: text,
}
export const host = onlyFields(ofHost, {
  group: text,
  hardware: text,
  user: text,
  home: text,
  brewPrefix: text,
  ownedPaths: listOf(text),
  lanAddress: text,
  lanName: text,
  disks: listOf(text),
  byHand: listOf(text),
  listens: recordOf(listening),
  tailnet: identity,
} satisfies RulesOf<Omit<Host, keyof typeof ofHost>>)

const gitops = onlyFields({
  repository: text,
  revision: text,
  rendered: text,
  folder: text,
  handwritten: text,
  namespace: text,
  project: text,
  root: text,
} satisfies RulesOf<GitOps>)
const kubeconfig = onlyFields({ path: text, server: text } satisfies RulesOf<KubeconfigFile>)
const ofTailnet = { ingressClass: text, loadBalancerClass: text, proxyGroup: text, proxyClass: text, tags }
const tailnet = onlyFields(ofTailnet, {
  proxies: number,
} satisfies RulesOf<Omit<ClusterTailnet, keyof typeof ofTailnet>>)
const ofCluster = {
  kind: oneOf('cluster'),
  name: words,
  on: text,
  context: text,
  version: text,
  server: text,
  dnsDomain: text,
  storageClass: text,
  gitops,
  secretStore: text,
  networkPolicies: flag,
}
export const cluster = onlyFields(ofCluster, {
  apiPort: anything,
  kubeconfig,
  measuresClaims: yes,
  tailnet,
} satisfies RulesOf<Omit<Cluster, keyof typeof ofCluster>>)

const item = onlyFields({ fields: listOf(text) }, {
  id: text,
  untitled: yes,
  note: text,
} satisfies RulesOf<Omit<VaultItem, 'fields'>>)
const ofVault = { kind: oneOf('vault'), name: words, product: oneOf('onepassword', 'openbao'), items: recordOf(item) }
export const vault = onlyFields(ofVault, { id: text } satisfies RulesOf<Omit<Vault, keyof typeof ofVault>>)

const ofShare = {
  kind: oneOf('share'),
  name: words,
  host: text,
  server: text,
  path: text,
  nfsClients: listOf(text),
  holds: text,
  backup: is("`dumped`, `saved('normal')`, or `notBackedUp('why')`", isBackup),
}
export const share = onlyFields(ofShare, { readOnly: yes } satisfies RulesOf<Omit<Share, keyof typeof ofShare>>)
