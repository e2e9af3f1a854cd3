import { type StatedDocument, statedFormat } from '../src/model.ts'
import * as places from './places.ts'
import * as policies from './policies.ts'
import { acceptance, difference, service, widgetValue } from './services.ts'
import { closed, listOf, maybe, only, type Schema, text } from './words.ts'

/**
 * The JSON Schema of a rendered `estate.json`: `stated.schema.json` beside this file is what it prints. Whether names
 * lead anywhere it can't say: `resolve` does.
 */
export const statedSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What a homelab states',
  description: 'One estate as its authors said it: hosts, clusters, services and what they need, each thing once.',
  ...closed<StatedDocument>({
    format: only(statedFormat.format),
    version: only(statedFormat.version),
    name: text,
    file: text,
    title: text,
    hosts: listOf(places.host),
    clusters: listOf(places.cluster),
    domains: places.domains,
    vaults: listOf(places.vault),
    people: listOf(places.ref('person')),
    shares: listOf(places.share),
    services: listOf(service),
    tailnet: maybe(policies.tailnet),
    tailnetStack: maybe(policies.tailnetStack),
    dns: maybe(policies.dns),
    accepts: maybe(listOf(acceptance)),
    differences: maybe(listOf(places.ref('difference'))),
  }),
  $defs: { secret: places.secret, backup: places.backup, person: places.person, difference, widgetValue },
}
