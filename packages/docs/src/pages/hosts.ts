import { deliveryOf, type Host, type Resolved } from '@homelab/estate/model'
import {
  type Block,
  bullets,
  code,
  paragraph,
  plain,
  prose,
  section,
  sentence,
  subsection,
  tableOf,
} from '@homelab/formats/page'
import { type Context, linkService, servicesAt } from '../context.ts'
import { wordsOf } from '../model/delivery.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { backupText } from '../services/data.ts'

/** The machines and clusters, with what runs on each. */
export function hostsPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'hosts',
    title: 'Hosts',
    tags: ['reference', 'hosts'],
    about: 'the machines and clusters, and what runs where',
    body: context => [
      resolved.hosts.map(host => hostSection(context, host)),
      clusterSections(context),
      people(context),
    ],
  })
}

function hostSection(context: Context, host: Host): Block {
  const { role, hardware, platform, user, home, brewPrefix, lanAddress, listens = {}, tailnet, name } = host
  const { resolved } = context
  const rows: readonly (readonly [string, string])[] = [
    ['platform', platform],
    ['hardware', hardware === undefined ? '' : plain(hardware)],
    ['user', user === undefined ? '' : code(user)],
    ['home', home === undefined ? '' : code(home)],
    ['Homebrew', brewPrefix === undefined ? '' : code(brewPrefix)],
    ['LAN address', lanAddress === undefined ? '' : code(lanAddress)],
    [
      'answers itself',
      Object.entries(listens)
        .map(([port, { port: number }]) => `${code(port)} on ${number}`)
        .join(', '),
    ],
    ['tailnet', identity(tailnet)],
    [
      'clusters',
      resolved.clusters
        .filter(({ on }) => on === name)
        .map(cluster => code(cluster.name))
        .join(', '),
    ],
  ]
  const shares = resolved.shares.filter(share => share.host === name)
  return section(
    name,
    paragraph(sentence(role)),
    tableOf(
      ['', ''],
      rows.filter(([, value]) => value !== ''),
    ),
    subsection('Services', serviceList(context, host)),
    subsection(
      'Shares',
      tableOf(
        ['share', 'path', 'holds', 'NFS clients', 'backup'],
        shares.map(({ name: share, path, holds, nfsClients, backup, readOnly }) => [
          code(share),
          code(path),
          prose(holds) + (readOnly === true ? ' (read-only)' : ''),
          nfsClients.map(code).join(', '),
          backupText(backup),
        ]),
      ),
    ),
  )
}

function identity(tailnet: Host['tailnet']): string {
  if (tailnet === undefined) return ''
  if (tailnet.by === 'owner') return `device of ${code(tailnet.owner)}, without tags: a tag would take its user away`
  const reaches = tailnet.reaches === undefined ? '' : `; reaches only what carries ${code(tailnet.reaches)}`
  return `${tailnet.tags.map(code).join(', ')}${reaches}`
}

function serviceList(context: Context, place: { kind: string; name: string }): Block {
  return bullets(
    servicesAt(context, place).map(
      ({ name, summary, external }) =>
        `${linkService(context, name)}: ${prose(summary)}${external ? ' (hand-written)' : ''}`,
    ),
  )
}

function clusterSections(context: Context): Block {
  return context.resolved.clusters.map(cluster => {
    const { name, on, version, context: kubeContext, storageClass, secretStore, source, networkPolicies } = cluster
    const root = deliveryOf(context.parts, cluster)?.root(cluster)
    return section(
      `Cluster ${name}`,
      tableOf(
        ['', ''],
        [
          ['runs on', code(on)],
          ['Kubernetes', code(version)],
          ['kubectl context', code(kubeContext)],
          ['default storage class', code(storageClass)],
          ['secret store', code(secretStore)],
          ['repository', code(`${source.repository} ${source.revision}`)],
          ...(root === undefined ? [] : [[`root ${wordsOf(context, [cluster]).noun}`, code(root)]]),
          ['network policies', networkPolicies ? 'rendered from the declared flows' : 'not rendered'],
        ],
      ),
      subsection('Services', serviceList(context, cluster)),
    )
  })
}

function people({ resolved }: Context): Block {
  return section(
    'People',
    tableOf(
      ['name', 'role', 'devices'],
      resolved.people.map(({ name, role }) => [
        code(name),
        role,
        resolved.hosts
          .filter(({ tailnet }) => tailnet?.by === 'owner' && tailnet.owner === name)
          .map(host => code(host.name))
          .join(', '),
      ]),
    ),
  )
}
