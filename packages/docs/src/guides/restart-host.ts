import type { Host, Resolved } from '@homelab/estate/model'
import { type Block, bullets, noted, paragraph, prose, section, shell } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { playRole } from '../shell/changes.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf, stepsFor, stepsOf } from '../shell/steps.ts'
import { ansibleHosts, type Role } from './roles.ts'

/** A host down and up again. facts O8 */
export function restartHostGuide(resolved: Resolved): readonly Page[] {
  if (resolved.services.every(({ runs }) => runs.deliveries.every(({ by }) => by !== 'ansible'))) return []
  return [
    wholePage(resolved, {
      path: 'guides/restart-a-host',
      title: 'Restart a host',
      tags: ['how-to', 'hosts'],
      about: 'down and up again, with what nothing starts by itself',
      body: context => ansibleHosts(context).map(({ host, roles }) => oneHost(context, host, roles)),
    }),
  ]
}

function oneHost(context: Context, host: Host, roles: readonly Role[]): Block {
  const clusters = roles.filter(({ cluster }) => cluster !== undefined)
  const stops = clusters.flatMap(role => stepsOf(role, 'stop', [role.cluster?.id ?? '']))
  const programs = roles.flatMap(role =>
    stepsOf(
      role,
      'status',
      role.programs.map(({ id }) => id),
    ),
  )
  const { byHand = [] } = host
  return section(
    host.name,
    paragraph('Down:'),
    shell(
      ...commandsOf(context, stops).map(stop => noted('its pods end in order', stop)),
      ...commandsOf(context, stepsFor(context, `host/${host.name}`, 'restart')),
    ),
    ...(byHand.length === 0
      ? [paragraph('Up:')]
      : [paragraph('Up: log in. What is set up or started by hand:'), bullets(byHand.map(prose))]),
    paragraph('Then the rest comes by itself, but for what a role starts:'),
    shell(
      ...clusters.flatMap(role => playRole(context, role)),
      ...commandsOf(context, programs),
      mise('services-check'),
    ),
  )
}
