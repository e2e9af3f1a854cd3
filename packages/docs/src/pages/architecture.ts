import { type Resolved, renderedFolder } from '@homelab/estate/model'
import { type Block, code, paragraph, plain, prose, section, subsection, tableOf } from '@homelab/formats/page'
import { type Context, filePath, linkService } from '../context.ts'
import { needsPicture, waysInPictures } from '../diagrams/data-flow.ts'
import { observabilityPicture } from '../diagrams/observability.ts'
import { physicalPicture } from '../diagrams/physical.ts'
import { secretsPicture } from '../diagrams/secret-flow.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { domainTable } from './routing.ts'

/** The estate as a whole, drawn from the model. */
export function architecturePage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'architecture',
    title: 'Architecture',
    tags: ['explanation', 'architecture'],
    about: 'layers, domains, and pictures of the whole',
    body: context => [
      paragraph(
        `Every fact stands once, below ${filePath(folderOf(resolved.file))}; ${code(`${renderedFolder(resolved)}/`)} is rendered from it and never edited.`,
        'The pictures on this page are drawn from the same model.',
      ),
      section('Layers', layers(context)),
      section('Domains', domainTable(context)),
      section('Machines', paragraph('What has round corners stays hand-written.'), physicalPicture(context)),
      section(
        'Requests',
        subsection('Ways in', waysInPictures(context)),
        subsection('Between services', needsPicture(context)),
      ),
      section(
        'Observability',
        paragraph(`In detail: ${context.site.link('observability')}.`),
        observabilityPicture(context),
      ),
      section('Secrets', paragraph(`In detail: ${context.site.link('secrets')}.`), secretsPicture(context)),
    ],
  })
}

/** From the hardware up: each place with what stands on it. */
function layers(context: Context): Block {
  const { hosts, clusters, services } = context.resolved
  const at = (kind: string, name: string): string =>
    services
      .filter(({ at: place }) => place.kind === kind && place.name === name)
      .map(({ name: service }) => linkService(context, service))
      .join(', ')
  return tableOf(
    ['layer', 'what', 'services'],
    [
      ...hosts.map(({ name, role, hardware }) => [
        `host ${code(name)}`,
        prose(role) + (hardware === undefined ? '' : ` (${plain(hardware)})`),
        at('host', name),
      ]),
      ...clusters.map(({ name, on, version }) => [
        `cluster ${code(name)}`,
        `Kubernetes ${code(version)} on ${code(on)}`,
        at('cluster', name),
      ]),
    ],
  )
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1)
}
