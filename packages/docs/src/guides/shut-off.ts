import { authKeyVariable } from '@homelab/ansible-gen'
import type { Resolved } from '@homelab/estate'
import { type Context, linkService } from '../context.ts'
import { type OnFly, publicProxy } from '../model/fly.ts'
import { type Block, bullets, paragraph, section, tableOf } from '../page/block.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { address } from '../services/ways-in.ts'
import { renderAndPush } from '../shell/changes.ts'
import { noted, shell } from '../shell/command.ts'
import { curlStatus, fly } from '../shell/fly.ts'
import { mise } from '../shell/programs.ts'
import { code } from '../text.ts'

/** Everything public goes dark, and what to do when that is not enough. facts P8 */
export function shutOffGuide(resolved: Resolved): readonly Page[] {
  if (resolved.services.every(({ serves }) => serves !== 'public')) return []
  return [
    wholePage(resolved, {
      path: 'guides/shut-off',
      title: 'Shut everything public off',
      tags: ['how-to', 'emergency', 'security'],
      about: 'the emergency shut-off, and the ladder above it',
      body: context => {
        const proxy = publicProxy(context)
        return proxy === undefined ? undefined : [at0(context, proxy), ladder(context, proxy), again(context, proxy)]
      },
    }),
  ]
}

function at0(context: Context, { unit }: OnFly): Block {
  const routes = context.resolved.routes.filter(({ kind }) => kind === 'public')
  return section(
    'Now',
    shell(mise('fly-shutoff')),
    paragraph('The same without this repository:'),
    shell(fly(unit, 'scale', 'count', '0', '--yes'), fly(unit, 'status')),
    paragraph('Every public name is dark within seconds:'),
    bullets(routes.map(route => `${address(route)}, of ${linkService(context, route.service)}`)),
    shell(...routes.slice(0, 1).map(({ url }) => noted('no answer', curlStatus(url, '--max-time', '10')))),
    paragraph('Private names and the tailnet go on: nothing inside depends on the proxy.'),
  )
}

function ladder(context: Context, { host, service, unit }: OnFly): Block {
  const cnames = context.resolved.domains.find(({ kind }) => kind === 'public')
  return section(
    'When that is not enough',
    paragraph('Each rung takes more away, and takes longer to undo.'),
    tableOf(
      ['rung', 'what', 'takes away', 'how fast', 'back'],
      [
        ['1', `no machine of ${code(unit.app)}`, 'all public names', 'seconds', 'scale to 1'],
        [
          '2',
          `${code(host.name)} out of the tailnet`,
          'whoever holds the machine loses the way inside',
          'seconds',
          'a deployment joins again with the key',
        ],
        [
          '3',
          `a new ${code(authKeyVariable)}`,
          'whoever has the old key cannot join',
          'minutes',
          'not needed: the new one stays',
        ],
        [
          '4',
          `no records in ${code(cnames?.zone ?? cnames?.suffix ?? '')}`,
          'the names themselves',
          cacheTime(context),
          'apply the records again',
        ],
      ],
    ),
    paragraph(
      `Rung 2: admin console, Machines, ${code(host.name)}, Remove, and likewise each that begins with this name and a number: after a deployment the machine may have one. It joins as an ephemeral node, so it vanishes by itself some minutes after its machine is gone.`,
      'Rung 3: revoke the key in the console (Settings, Keys); the stack then makes another, which the platform must be told.',
    ),
    shell(mise('tailnet-up'), mise('fly-setup')),
    paragraph(
      `Rung 4: take the ${code('public')} routes out of the services’ files, render, and apply. The same for one service alone is the calm way: ${linkService(context, service.name)} stops serving it with its next deployment.`,
    ),
    shell(...renderAndPush(context), mise('dns-preview'), mise('dns-up'), mise('fly-deploy')),
  )
}

function cacheTime({ resolved: { dns } }: Context): string {
  return dns === undefined ? 'as long as caches keep them' : `within ${dns.ttlSeconds} s, as caches forget them`
}

function again(context: Context, { unit, host }: OnFly): Block {
  return section(
    'Back on',
    paragraph(
      `Only when it is known what happened: the access log of the time is in the store of logs, under ${code(`{instance="${host.name}"}`)}.`,
    ),
    shell(fly(unit, 'scale', 'count', '1', '--yes'), fly(unit, 'checks', 'list'), mise('services-check')),
    paragraph(`See ${context.site.link('observability')}.`),
  )
}
