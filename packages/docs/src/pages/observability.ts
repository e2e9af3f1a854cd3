import type { Resolved } from '@homelab/estate/model'
import { type Block, bullets, code, prose, section, subsection, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { observabilityPicture } from '../diagrams/observability.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { allAlerts } from '../services/alerts.ts'
import { dashboardLink } from '../services/observed.ts'

/** How metrics, logs and probes are gathered. */
export function observabilityPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'observability',
    title: 'Observability',
    tags: ['reference', 'observability'],
    about: 'who gathers which metrics, logs and probes, and where they are seen',
    body: context => [
      observabilityPicture(context),
      section('Collectors', collectors(context)),
      section('Scrapes', scrapes(context)),
      section('Probes from outside', probes(context)),
      section('Alerts', allAlerts(context)),
      section('Log files', logs(context)),
      section('Dashboards', dashboards(context)),
    ],
  })
}

function collectors(context: Context): Block {
  const { resolved, find } = context
  return tableOf(
    ['collector', 'at', 'gathers', 'and'],
    resolved.services
      .filter(({ collects }) => collects.length > 0)
      .map(({ name, at, collects }) => [
        linkService(context, name),
        code(at.name),
        collects.join(', '),
        find
          .flowsFrom(name)
          .filter(({ origin }) => origin === 'need')
          .map(({ why, to }) => `${prose(why)} to ${linkService(context, to)}`)
          .join('; '),
      ]),
  )
}

function scrapes(context: Context): Block {
  return tableOf(
    ['job', 'of', 'by', 'target', 'path', 'labels'],
    context.resolved.scrapes.map(({ job, service, by, scheme, target, path, labels }) => [
      code(job),
      linkService(context, service),
      linkService(context, by),
      code(`${scheme}://${target}`),
      code(path),
      Object.entries(labels)
        .map(([label, value]) => code(`${label}="${value}"`))
        .join(' '),
    ]),
  )
}

function probes(context: Context): Block {
  return tableOf(
    ['service', 'by', 'asks'],
    context.resolved.outsideProbes.map(({ service, by, url }) => [
      linkService(context, service),
      linkService(context, by),
      code(url),
    ]),
  )
}

function logs(context: Context): Block {
  return tableOf(
    ['file or unit', 'on', 'of', 'label', 'stream'],
    context.resolved.services.flatMap(({ name, at, logs: files, journals }) => [
      ...files.map(({ path, label, stream }) => [
        code(path),
        code(at.name),
        linkService(context, name),
        code(label ?? name),
        stream,
      ]),
      ...journals.map(({ unit }) => [code(unit), code(at.name), linkService(context, name), code(name), 'journal']),
    ]),
  )
}

function dashboards(context: Context): Block {
  return context.resolved.services
    .filter(service => service.dashboards.length > 0)
    .map(service => subsection(service.title, bullets(service.dashboards.map(spec => dashboardLink(context, spec)))))
}
