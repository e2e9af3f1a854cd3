import { flowsOf, type TagOwners, type TailnetGrant, type TailnetSelector, tailnetPolicy } from '@homelab/estate'
import { flyio, forgeEgress, operatorDevice } from './hosts.ts'
import { admin, member } from './people.ts'
import { tests } from './tailnet-tests.ts'

/** Who may reach what. facts T1-T6 */
export const tailnet = tailnetPolicy(import.meta, {
  groups: [
    {
      name: 'group:allisonflix',
      members: [admin, member],
      note: 'Reserved for access to media; no grant refers to it yet.',
    },
  ],
  grants: [
    grant('autogroup:admin', '*', ['*'], 'Whoever runs the estate reaches everything.'),
    ofMembers('tag:kiwix', ['tcp:443'], 'Members read Kiwix.'),
    ofMembers(
      'tag:forge',
      ['tcp:443', 'tcp:22'],
      'Members use the forge. Caddy answers on 443, for every private name; 22 is SSH of the server itself.',
    ),
    ofMembers('tag:devpi', ['tcp:443'], 'Members install Python packages.'),
    ofMembers('tag:feed', ['tcp:443'], 'Members read feeds.'),
    ofMembers('tag:pg', ['tcp:5432'], 'Members query PostgreSQL with logins of their own.'),
    grant('tag:homelab', 'tag:homelab', ['*'], 'Servers work together; today there is one.'),
    grant('tag:homelab', 'tag:nas', ['*'], 'The server mounts shares of the NAS and saves to it.'),
    flowsOf(flyio),
    grant('tag:ci-gateway', 'tag:registry', ['tcp:443'], 'The gateway of the CI pushes and pulls images.'),
    grant('tag:k8s', 'tag:registry', ['tcp:443'], 'The cluster pulls images.'),
    grant(
      'tag:k8s',
      'tag:homelab',
      ['tcp:3001', 'tcp:2200'],
      'The egress Service `forge` leads here. Pods go through Caddy by now: both go when that Service goes.',
    ),
    grant(
      'tag:homelab',
      'tag:k8s',
      ['tcp:443', 'tcp:5432', 'tcp:9187'],
      'Caddy carries private names to the Ingresses and to PostgreSQL; 9187 shows PostgreSQL’s metrics.',
    ),
  ],
  ssh: [
    {
      action: 'check',
      src: ['autogroup:member'],
      dst: ['autogroup:self'],
      users: ['autogroup:nonroot'],
      note: 'Everybody on their own devices.',
    },
    ofAdmins('tag:homelab'),
    ofAdmins('tag:nas'),
  ],
  serviceApprovers: [
    { services: 'tag:k8s', approvers: ['tag:k8s'], note: 'The proxies of Ingresses advertise what they serve.' },
  ],
  tags: [
    { ...owned('tag:blumeops'), note: 'What the stacks and the tasks authenticate with; it may give every tag.' },
    owned('tag:homelab'),
    owned('tag:workstation'),
    owned('tag:nas'),
    owned('tag:grafana'),
    owned('tag:kiwix'),
    owned('tag:forge'),
    owned('tag:devpi'),
    owned('tag:loki'),
    owned('tag:pg'),
    owned('tag:feed'),
    owned('tag:registry'),
    owned('tag:k8s-api'),
    owned('tag:k8s-operator'),
    ownedByOperator('tag:k8s'),
    owned('tag:ci-gateway'),
    owned('tag:flyio-proxy'),
    ownedByOperator('tag:flyio-target'),
  ],
  tests,
  devices: [forgeEgress],
})

function grant(src: TailnetSelector, dst: TailnetSelector, ip: readonly string[], reason: string): TailnetGrant {
  return { src: [src], dst: [dst], ip, reason }
}

function ofMembers(dst: TailnetSelector, ip: readonly string[], reason: string): TailnetGrant {
  return grant('autogroup:member', dst, ip, reason)
}

function ofAdmins(dst: `tag:${string}`) {
  const users = ['autogroup:nonroot']
  return { action: 'check', src: ['autogroup:admin'], dst: [dst], users, checkPeriod: '12h0m0s' } as const
}

function owned(tag: TagOwners['tag']): TagOwners {
  return { tag, owners: ['autogroup:admin', 'tag:blumeops'] }
}

/** The operator puts these on endpoints of the cluster. */
function ownedByOperator(tag: TagOwners['tag']): TagOwners {
  return { tag, owners: ['autogroup:admin', 'tag:blumeops', ...operatorDevice.tags] }
}
