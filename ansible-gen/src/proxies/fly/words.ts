import type { Act, Command, PublicProxy, ServiceFacts, Word } from '@homelab/estate/model'
import { emptyCache, limitsText, loginsLog } from '../nginx/settings.ts'
import { authKeyVariable, cacheFolder } from './places.ts'
import type { FlyApp } from './workload.ts'

/** Fly.io's command line on an app: https://fly.io/docs/flyctl/ */
export function fly(app: string, ...words: readonly Word[]): Command {
  return { kind: 'command', words: ['fly', ...words, '--app', app], on: 'operator' }
}

function task(name: string): Command {
  return { kind: 'command', words: ['mise', 'run', name], on: 'operator' }
}

const blank = (name: string): Word => ({ shell: `"$${name}"` })

/** The folder that `fly deploy` is run in. */
export const flyFolder = 'fly'

export const deployTask = task('fly-deploy')

/** What guides, checks and commands say of it. */
export function flyWords({ at }: ServiceFacts, workload: FlyApp): Omit<PublicProxy, 'unit' | 'delivery'> {
  const { app, region, limits, bans } = workload
  const on = (...words: readonly Word[]): Act => ({ run: fly(app, ...words) })
  const setUp: Act = { run: task('fly-setup') }
  const deploy: Act = { run: deployTask }
  const oneMachine = on('scale', 'count', '1', '--yes')
  // https://fly.io/docs/networking/custom-domain/
  const answersAt = `${app}.fly.dev`
  return {
    name: app,
    place: { label: 'Fly.io app', text: `\`${app}\` in \`${region}\`` },
    rendered: flyFolder,
    answersAt,
    unproven: [],
    // The platform's own name of an app leads to it, whatever host names it serves: https://fly.io/docs/networking/
    health: `https://${answersAt}/healthz`,
    limits: limitsText(limits),
    bans: {
      ...bans,
      loginsLog: loginsLog(workload, { name: 'SERVICE' }),
      list: on('ssh', 'console', '--command', 'fail2ban-client status'),
      free: on('ssh', 'console', '--command', 'fail2ban-client unban --all'),
    },
    client: 'The banned address is the client’s own, not that of the platform’s edge.',
    needs: ['`fly`, logged in to Fly.io'],
    key: authKeyVariable,
    create: {
      says: `The app \`${app}\` is made once; addresses, certificates and the key to the tailnet follow from the estate.`,
      acts: [{ run: { kind: 'command', words: ['fly', 'apps', 'create', app], on: 'operator' } }, setUp, deploy],
    },
    setUp: [setUp],
    deploy: [deploy],
    upgrade: {
      says: 'A machine that fails its health check never takes over.',
      acts: [deploy, on('status')],
    },
    emptyCache: emptyCache(workload, cacheFolder, (...words) =>
      fly(app, 'ssh', 'console', '--command', words.join(' ')),
    ),
    rollBack: {
      says: 'After the revert, or at once with an image that ran before:',
      acts: [
        deploy,
        { ...on('releases', '--image'), note: 'the images of earlier releases' },
        on('deploy', '--image', blank('IMAGE')),
      ],
    },
    expose: {
      before: [
        { ...setUp, note: 'the certificate' },
        { ...deploy, note: 'the server' },
      ],
      after: [on('certs', 'check', blank('HOSTNAME'))],
    },
    shutOff: {
      task: [{ run: task('fly-shutoff') }],
      plain: [on('scale', 'count', '0', '--yes'), on('status')],
      back: [oneMachine, on('checks', 'list')],
      rungs: [
        { what: `no machine of \`${app}\``, takesAway: 'all public names', howFast: 'seconds', back: 'scale to 1' },
        {
          what: `\`${at.name}\` out of the tailnet`,
          takesAway: 'whoever holds the machine loses the way inside',
          howFast: 'seconds',
          back: 'a deployment joins again with the key',
        },
        {
          what: `a new \`${authKeyVariable}\``,
          takesAway: 'whoever has the old key cannot join',
          howFast: 'minutes',
          back: 'not needed: the new one stays',
        },
      ],
      says: [
        `Rung 2: admin console, Machines, \`${at.name}\`, Remove, and each one that begins with this name and a number: after a deployment the machine may have one. It joins as an ephemeral node, so it vanishes by itself some minutes after its machine is gone.`,
        'Rung 3: revoke the key in the console (Settings, Keys); the stack then makes another, which the platform must be told.',
      ],
      acts: [{ run: task('tailnet-up') }, setUp],
    },
  }
}
