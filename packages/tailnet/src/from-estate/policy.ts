/** The policy of an estate, with the inventory that it is about. */
import { once, type Resolved, type ResolvedTailnet, type ServedName, servedNames } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Inventory } from '../inventory.ts'
import type { PolicyDocument, SshRule } from '../policy.ts'
import { flowsIn, type TailnetFlows } from './flows.ts'
import { aclsOf, grantsOf } from './grants.ts'
import { inventoryOf } from './inventory.ts'
import { loginOf, selectorText, selectorTexts } from './names.ts'
import { hostsOf, routeApprovers } from './routers.ts'
import { serviceApprovers } from './service-approvers.ts'
import { connectorAttributes, setsOf } from './sets.ts'
import { testsOf } from './tests.ts'

export interface Tailnet extends TailnetFlows {
  readonly document: PolicyDocument
  readonly inventory: Inventory
}

type Comments = NonNullable<PolicyDocument['comments']>

/** Undefined where the estate states no policy. */
export const tailnetOf = once((resolved): Tailnet | undefined => {
  const { tailnet } = resolved
  if (tailnet === undefined) return undefined
  const inventory = inventoryOf(resolved)
  const found = flowsIn(resolved, inventory)
  const rules: PolicyDocument = {
    ...groupsOf(tailnet),
    ...hostsOf(tailnet),
    ...setsOf(tailnet),
    grants: grantsOf(resolved, inventory, found.flows),
    ...aclsOf(tailnet),
    ...present({ ssh: tailnet.ssh?.map(sshRule) }),
    ...attributesOf(tailnet),
    ...approversOf(resolved, tailnet, inventory),
    tagOwners: Object.fromEntries(tailnet.tags.map(({ tag, owners }) => [tag, selectorTexts(owners)])),
  }
  const document = {
    ...rules,
    tests: testsOf(resolved, rules, inventory, found.flows),
    ...sshTestsOf(tailnet),
    comments: commentsOf(tailnet, servedNames(resolved)),
  }
  return { document, inventory, ...found }
})

function groupsOf({ groups }: ResolvedTailnet): Pick<PolicyDocument, 'groups'> {
  if (groups === undefined) return {}
  return { groups: Object.fromEntries(groups.map(({ name, members }) => [name, members.map(loginOf)])) }
}

type Attributes = Pick<PolicyDocument, 'nodeAttrs' | 'randomizeClientPort'>

/** Those that are stated, then the app connectors. */
function attributesOf(tailnet: ResolvedTailnet): Attributes {
  const { nodeAttrs, appConnectors, randomizeClientPort } = tailnet
  const stated = (nodeAttrs ?? []).map(({ target, attr, ipPool, note }) =>
    present({ target: selectorTexts(target), attr, ipPool, comment: note }),
  )
  return present({
    nodeAttrs:
      nodeAttrs === undefined && appConnectors === undefined ? undefined : [...stated, ...connectorAttributes(tailnet)],
    randomizeClientPort,
  })
}

function sshTestsOf({ sshTests }: ResolvedTailnet): Pick<PolicyDocument, 'sshTests'> {
  if (sshTests === undefined) return {}
  return {
    sshTests: sshTests.map(({ src, dst, note, ...rest }) =>
      present({ src: selectorText(src), dst: selectorTexts(dst), ...rest, comment: note }),
    ),
  }
}

function approversOf(
  resolved: Resolved,
  tailnet: ResolvedTailnet,
  inventory: Inventory,
): Pick<PolicyDocument, 'autoApprovers'> {
  const services = serviceApprovers(resolved, tailnet, inventory)
  const autoApprovers = {
    ...routeApprovers(resolved),
    ...(Object.keys(services).length > 0 && { services }),
  }
  return Object.keys(autoApprovers).length === 0 ? {} : { autoApprovers }
}

function sshRule({ src, dst, note, ...rest }: NonNullable<ResolvedTailnet['ssh']>[number]): SshRule {
  return present({ src: selectorTexts(src), dst: selectorTexts(dst), ...rest, comment: note })
}

function commentsOf(
  { ipsets = [], postures = [], routeApprovers = [], ...tailnet }: ResolvedTailnet,
  served: readonly ServedName[],
): Comments {
  const { groups = [], hosts = [], routers = [], serviceApprovers = [], tags } = tailnet
  const noted = <K extends string>(entries: readonly (readonly [K, string | undefined])[]): Record<K, string> =>
    Object.fromEntries(entries.filter(([, note]) => note !== undefined)) as Record<K, string>
  return {
    sections: {
      grants: 'What is not granted here is refused.',
      ssh: 'Besides a rule, a login needs a grant that opens port 22.',
      tagOwners: 'Who may put which tag on a device.',
      tests: 'Tailscale refuses a policy for which one of these fails.',
    },
    groups: noted(groups.map(({ name, note }) => [name, note] as const)),
    hosts: noted(hosts.map(({ alias, note }) => [alias, note] as const)),
    ipsets: noted(ipsets.map(({ name, note }) => [name, note] as const)),
    postures: noted(postures.map(({ name, note }) => [name, note] as const)),
    routes: noted([
      ...routeApprovers.map(({ routes, note }) => [routes, note] as const),
      ...routers.flatMap(({ routes = [], note }) => routes.map(cidr => [cidr, note] as const)),
    ]),
    services: noted([
      ...served.map(
        ({ name, service, host }) => [name, `Follows from the route of ${service}: ${host.name} serves it.`] as const,
      ),
      ...serviceApprovers.map(({ services, note }) => [services, note] as const),
    ]),
    tagOwners: noted(tags.map(({ tag, note }) => [tag, note] as const)),
  }
}
