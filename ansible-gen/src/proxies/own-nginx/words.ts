import type { Act, Command, Host, PublicProxy, ServiceFacts } from '@homelab/estate/model'
import { snakeCase } from '../../host/snake-case.ts'
import { emptyCache, limitsText, loginsLog } from '../nginx/settings.ts'
import { places, units } from './places.ts'
import type { OwnNginx } from './workload.ts'

/** What guides, checks and commands say of it. */
export function ownWords(
  { name: service }: ServiceFacts,
  workload: OwnNginx,
  { name: host }: Host,
): Omit<PublicProxy, 'unit' | 'delivery'> {
  const role = snakeCase(service)
  const on = (...words: readonly string[]): Act => ({ run: { kind: 'command', words, on: { host } } })
  const ctl = (...words: readonly string[]): Act => on('sudo', 'systemctl', ...words)
  const play: Command = {
    kind: 'command',
    words: ['ansible-playbook', `playbooks/${host}.yml`, '--tags', role],
    on: 'operator',
    folder: 'ansible',
  }
  const certificates = ctl('start', units.certificates)
  const { limits, bans, publicAddress } = workload
  return {
    name: units.nginx,
    place: { label: 'public address', text: `\`${publicAddress}\`` },
    rendered: `ansible/roles/${role}`,
    answersAt: publicAddress,
    unproven: ['--insecure'],
    limits: limitsText(limits),
    bans: {
      ...bans,
      loginsLog: loginsLog(workload, { name: 'SERVICE' }),
      list: on('sudo', 'fail2ban-client', 'status'),
      free: on('sudo', 'fail2ban-client', 'unban', '--all'),
    },
    client: 'The banned address is that of whoever connects; no header says otherwise.',
    needs: [],
    create: {
      says: `\`${host}\` is made by hand: a Linux machine with the address \`${publicAddress}\`, whose ports 80 and 443 are open to the internet. It joins the tailnet by hand, with its tags.`,
      acts: [{ run: play }, certificates],
    },
    setUp: [certificates],
    deploy: [{ run: play }],
    upgrade: {
      says: 'The distribution’s packages stay at the version that they have.',
      acts: [{ run: play }, ctl('status', '--no-pager', units.nginx)],
    },
    emptyCache: emptyCache(workload, places.cache, (...words) => on('sudo', ...words).run),
    rollBack: { says: 'After the revert:', acts: [{ run: play }] },
    expose: {
      before: [{ run: play, note: 'the server, with a certificate that nobody believes yet' }],
      after: [{ ...certificates, note: 'the certificate, now that the name leads here' }],
    },
    shutOff: {
      task: [],
      plain: [ctl('disable', '--now', units.nginx), ctl('status', '--no-pager', units.nginx)],
      back: [ctl('enable', '--now', units.nginx), ctl('status', '--no-pager', units.nginx)],
      rungs: [
        { what: `no nginx on \`${host}\``, takesAway: 'all public names', howFast: 'seconds', back: 'start it' },
        {
          what: `\`${host}\` out of the tailnet`,
          takesAway: 'whoever holds the machine loses the way inside',
          howFast: 'seconds',
          back: 'it joins again by hand',
        },
        {
          what: `\`${host}\` switched off, in the console of whoever lets it`,
          takesAway: 'the machine',
          howFast: 'minutes',
          back: 'recreated rather than switched on, where somebody else held it',
        },
      ],
      says: [`Rung 2: admin console, Machines, \`${host}\`, Remove.`],
      acts: [],
    },
  }
}
