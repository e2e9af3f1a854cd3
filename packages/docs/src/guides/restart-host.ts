import type { Host, Resolved } from '@homelab/estate'
import type { Context } from '../context.ts'
import { ansibleFolder, type OnHost } from '../model/host.ts'
import { type Block, bullets, paragraph, section } from '../page/block.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { type Command, command, noted, shell } from '../shell/command.ts'
import { minikube, programStatus } from '../shell/host.ts'
import { mise, ssh } from '../shell/programs.ts'
import { prose } from '../text.ts'
import { ansibleHosts, type Role } from './roles.ts'

/** A host down and up again. facts O8 */
export function restartHostGuide(resolved: Resolved): readonly Page[] {
  if (resolved.services.every(({ workload }) => workload.kind !== 'host-service')) return []
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
  const clusters = roles.flatMap(({ workload, ...role }) =>
    workload.cluster === undefined ? [] : [{ ...role, cluster: workload.cluster }],
  )
  const programs = roles.flatMap(({ programs: own }) => own)
  const { byHand = [] } = host
  return section(
    host.name,
    paragraph('Down:'),
    shell(
      ...clusters.map(({ cluster }) => noted('its pods end in order', minikube(host, cluster, 'stop'))),
      ssh(host, command('sudo', 'shutdown', '-r', 'now')),
    ),
    ...(byHand.length === 0
      ? [paragraph('Up:')]
      : [paragraph('Up: log in. What is set up or started by hand:'), bullets(byHand.map(prose))]),
    paragraph('Then the rest comes by itself, but for what a role starts:'),
    shell(
      ...clusters.map(role => play(context, host, role)),
      ...programs.map(program => programStatus(host, program)),
      mise('services-check'),
    ),
  )
}

function play(context: Context, host: Host, { role }: Pick<OnHost, 'role'>): Command {
  return {
    ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--tags', role),
    folder: ansibleFolder(context),
  }
}
