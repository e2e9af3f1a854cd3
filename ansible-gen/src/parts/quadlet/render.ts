import { imageReference } from '@homelab/estate/model'
import { printUnit } from '@homelab/formats/unit-file'
import { expression, quoted, value } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import { marker } from '../../project/contents.ts'
import { confirmRuns } from '../../project/pieces/confirm.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { type Confirmation, joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { type Quadlet, quadletPath, unitOf } from './program.ts'

/** The first version of podman that has a generator for Quadlets: https://github.com/containers/podman/releases/tag/v4.4.0 */
const firstPodman = '4.4'

export function render(rendering: Rendering, quadlets: readonly Quadlet[]): Pieces {
  return joined([{ tasks: requirePodman(rendering) }, ...quadlets.map(each => quadletPieces(rendering, each))])
}

/** An older podman takes no notice of a Quadlet. In a check on a new host it may not be there yet. */
function requirePodman({ scope }: Rendering): readonly Task[] {
  const asked = scope.known('podman')
  const version = scope.known('podman_version')
  return [
    {
      name: 'Ask podman for its version',
      module: { 'ansible.builtin.command': { argv: ['podman', '--version'] } },
      register: asked,
      changed_when: false,
      failed_when: false,
      check_mode: false,
    },
    {
      name: `Require podman ${firstPodman} or newer`,
      module: {
        'ansible.builtin.assert': {
          that: [expression`${asked}.rc == 0`, expression`${version} is version(${quoted(firstPodman)}, '>=')`],
          fail_msg: `Podman ${firstPodman} or newer runs Quadlets, and the host has ${value`${version}`}.`,
          quiet: true,
        },
      },
      vars: {
        [version]: value`${asked}.stdout | default('') | regex_search('[0-9]+([.][0-9]+)+') | default('0', true)`,
      },
      when: expression`${asked}.rc == 0 or not ansible_check_mode`,
    },
  ]
}

function quadletPieces(rendering: Rendering, quadlet: Quadlet): Pieces {
  const { scope } = rendering
  const { name, reads = [] } = quadlet
  const unit = unitOf(name)
  const restart = `Restart ${name}`
  const started = scope.register(name, 'start')
  const again = scope.register(name, 'restart')
  return joined([
    ...reads.map(file => filePieces(rendering, file, restart)),
    templatePieces(
      rendering,
      { path: quadletPath(quadlet), mode: '0644', owner: { user: 'root' } },
      containerText(rendering, quadlet),
      { notify: restart },
    ),
    {
      tasks: [
        {
          // The generator makes the unit whenever systemd reads its files again, and enables it, as `[Install]` says.
          name: `Start ${unit}`,
          module: { 'ansible.builtin.systemd_service': { name: unit, state: 'started', daemon_reload: true } },
          become: true,
          register: started,
        },
      ],
      handlers: [
        {
          name: restart,
          module: { 'ansible.builtin.systemd_service': { name: unit, state: 'restarted', daemon_reload: true } },
          become: true,
          register: again,
          // What has just been started has read its files. A run that failed before it came to that still runs handlers.
          when: expression`${started} | default({}) is not changed`,
        },
      ],
      confirmations: [confirmation(rendering, quadlet, [started, again])],
    },
  ])
}

function confirmation({ scope }: Rendering, { name }: Quadlet, started: Confirmation['started']): Confirmation {
  const answer = scope.register(name, 'runs')
  const unit = unitOf(name)
  const argv = ['systemctl', 'show', '--property=ActiveState', '--property=SubState', unit]
  return {
    started,
    tasks: confirmRuns(scope, {
      name: unit,
      module: { 'ansible.builtin.command': { argv } },
      answer,
      that: [
        expression`${answer}.stdout | default('') is search('ActiveState=active')`,
        expression`${answer}.stdout | default('') is search('SubState=running')`,
      ],
      otherwise: [`Its log: journalctl --unit=${unit}`],
    }),
  }
}

/** How long a first start may take, in seconds: it pulls the image. */
const pullSeconds = 900

/** Seconds that a container has been down when it is started again. */
const restartSeconds = 10

function containerText({ scope, service }: Rendering, quadlet: Quadlet): string {
  const { name, description, image, environment = {}, environmentFiles = [], volumes = {} } = quadlet
  const published = Object.values(service.ports).map(({ port, target = port, protocol }) => {
    const ending = protocol === 'udp' ? '/udp' : ''
    return ['PublishPort', `127.0.0.1:${port}:${target}${ending}`] as const
  })
  const sections = {
    Unit: [
      ['Description', description],
      ['After', 'network-online.target'],
      ['Wants', 'network-online.target'],
      // By default systemd gives up for good after five failures in ten seconds.
      ['StartLimitIntervalSec', '0'],
    ],
    Container: [
      ['ContainerName', name],
      ['Image', imageReference(image)],
      ...published,
      ...Object.entries(volumes).map(([inside, { path = '' }]) => ['Volume', `${path}:${inside}`] as const),
      ...Object.entries(environment).map(([variable, text]) => ['Environment', [`${variable}=${text}`]] as const),
      ...environmentFiles.map(path => ['EnvironmentFile', path] as const),
    ],
    Service: [
      ['Restart', 'always'],
      ['RestartSec', String(restartSeconds)],
      ['TimeoutStartSec', String(pullSeconds)],
    ],
    Install: [['WantedBy', 'multi-user.target']],
  } as const
  return scope.template(printUnit(sections, marker(service)))
}
