import {
  type Options,
  type Part,
  type PublicProxyPart,
  type Runs,
  renderer,
  type Step,
  step,
  unknownRuns,
  workloadPart,
} from '@homelab/estate/model'
import type { RolePart } from '../../host/role-part.ts'
import { snakeCase } from '../../host/snake-case.ts'
import { hostPart } from '../../runs/host-part.ts'
import { ofNginxProxy } from '../nginx/settings.ts'
import { hostWorkloadOf } from './host.ts'
import { units } from './places.ts'
import { ownWords } from './words.ts'
import type { OwnNginx } from './workload.ts'

const kinds = ['own-nginx'] as const

const options: Options<OwnNginx> = {
  ...ofNginxProxy,
  ...{ publicAddress: true, acme: true, journals: true },
  telemetry: { program: true, configuration: true },
}

const runs = workloadPart<OwnNginx>(kinds, (workload, mine): Runs => {
  const { service, host } = mine
  if (host === undefined) return unknownRuns('own-nginx', mine)
  const { name } = service
  const onHost = hostPart.runs(
    hostWorkloadOf(workload, () => ''),
    mine,
  )
  const unit = `${name}/unit/${units.nginx}`
  const read = (nth: number, ...words: readonly string[]): Step =>
    step(unit, 'logs', 'reads', { kind: 'command', words, on: { host: host.name } }, nth)
  return {
    ...onHost,
    publicProxy: { unit, delivery: `${name}/role/${snakeCase(name)}`, ...ownWords(service, workload, host) },
    reaches: [{ id: `${name}/reach/internet`, part: 'own-nginx', to: 'internet', why: 'answers the internet' }],
    operations: [
      ...onHost.operations,
      read(1, 'sudo', 'journalctl', `--unit=${units.nginx}`, '--lines=50', '--no-pager'),
      read(2, 'sudo', 'tail', '-n', '50', workload.accessLog),
    ],
  }
})

const proxy: PublicProxyPart = { contract: 'public-proxy', kinds }
const role: RolePart = { contract: 'role', kinds, renderer: renderer(() => import('./render.ts')) }

/** The public proxy on a machine of one's own. */
export const ownNginxParts: readonly Part[] = [{ ...runs, options }, proxy, role]
