import type { Act, Command, PublicProxy, PublicProxyRun, Step, Word } from '@homelab/estate/model'
import type { CloudflareTunnel } from './settings.ts'

/** What the zone's records lead to: https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/routing-to-tunnel/dns/ */
function tunnelTarget({ id }: Pick<CloudflareTunnel, 'id'>): string {
  return `${id}.cfargotunnel.com`
}

/** cloudflared on the machine of whoever operates the estate. */
function tunnelCommand(...words: readonly Word[]): Command {
  return { kind: 'command', words: ['cloudflared', 'tunnel', ...words], on: 'operator' }
}

/** What guides, checks and commands say of it. */
export function tunnelWords(tunnel: CloudflareTunnel, run: PublicProxyRun): PublicProxy {
  const { mine, unit, delivery, operations, rendered } = run
  const { name } = mine.service
  const does = (id: string, what: Step['does']): readonly Act[] =>
    operations
      .filter(step => step.to === id && step.does === what && step.run.kind === 'command')
      .map(({ run: words }) => ({ run: words as Command }))
  const [deploy, status] = [does(delivery, 'apply'), does(unit, 'status')]
  const { requests, withinSeconds, refusedSeconds } = tunnel.logins
  return {
    ...{ unit, delivery, rendered },
    name: 'cloudflared',
    place: { label: 'Cloudflare Tunnel', text: `\`${tunnel.id}\`` },
    carriedBy: { provider: 'cloudflare', target: tunnelTarget(tunnel), logins: tunnel.logins },
    unproven: [],
    limits: `Each client gets ${requests} requests within ${withinSeconds} s there, at all such paths together, and then none for ${refusedSeconds} s; elsewhere Cloudflare limits nobody.`,
    client:
      'Cloudflare says who asks in `CF-Connecting-IP` and at the end of `X-Forwarded-For`: a service believes both from cloudflared alone.',
    needs: ['`cloudflared`, logged in to Cloudflare (`cloudflared tunnel login`), for a new tunnel'],
    create: {
      before: {
        says: 'The tunnel is made once, before anything reads its credentials: its id is stated, and what `create` writes into a file goes to the vault, as it is. Records and rules of the zone follow from the estate.',
        acts: [{ run: tunnelCommand('create', name) }],
      },
      says: 'It came with the rest: the same brings it again, and shows whether it runs.',
      acts: [...deploy, ...status],
    },
    setUp: [],
    deploy,
    upgrade: {
      says: 'Cloudflare takes versions of the last year. A tunnel with several replicas goes on while one restarts.',
      acts: [...deploy, ...status],
    },
    rollBack: { says: 'After the revert:', acts: deploy },
    expose: { before: deploy, after: [] },
    shutOff: {
      task: [],
      plain: [...does(unit, 'stop'), ...status],
      back: [...does(unit, 'start'), ...status],
      rungs: [
        { what: 'no cloudflared', takesAway: 'all public names', howFast: 'seconds', back: 'start it' },
        {
          what: `no tunnel \`${tunnel.id}\``,
          takesAway: 'whoever holds its credentials cannot answer for the public names',
          howFast: 'seconds',
          back: 'a new one: its id is stated, its credentials go to the vault, the records are applied',
        },
      ],
      says: ['Rung 2 deletes the tunnel, with whatever is connected to it.'],
      acts: [{ run: tunnelCommand('delete', '--force', tunnel.id) }],
    },
  }
}
