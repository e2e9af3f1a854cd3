import { printUnit } from '@homelab/formats/unit-file'
import { expression } from '../../ansible/jinja.ts'
import type { Mode } from '../../host/files.ts'
import { marker } from '../../project/contents.ts'
import { hostServices } from '../../project/host-services.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { openingsOf } from './openings.ts'
import { type Firewall, keptPath, nextPath, nft, scriptPath, table, unitName, unitPath } from './program.ts'
import { rulesText } from './rules.ts'
import { rulesScript } from './script.ts'

export function render(rendering: Rendering, all: readonly Firewall[]): Pieces {
  return joined(all.map(each => firewallPieces(rendering, each)))
}

function firewallPieces(rendering: Rendering, program: Firewall): Pieces {
  const { scope, service } = rendering
  const own = (path: string, mode: Mode) => ({ path, mode, owner: { user: 'root' } }) as const
  const differ = scope.known('differ')
  const script = (does: string) => ({ 'ansible.builtin.command': { argv: [scope.path(scriptPath), does] } })
  scope.system([nft])
  return joined([
    ...(program.reads ?? []).map(file => filePieces(rendering, file)),
    templatePieces(rendering, own(scriptPath, '0755'), scope.template(rulesScript(program, marker(service))), {}),
    templatePieces(rendering, own(unitPath, '0644'), unitText(rendering), { notify: restartName(unitName) }),
    // What nft refuses is not written, and so not loaded.
    templatePieces(rendering, own(nextPath, '0644'), scope.template(rulesOf(rendering, program)), {}, [
      ...[scope.path(nft), '--check', '--file', '%s'],
    ]),
    {
      tasks: [
        {
          name: 'Ask whether the rules are those that were kept',
          module: { 'ansible.builtin.command': { argv: ['cmp', '--silent', ...[nextPath, keptPath].map(scope.path)] } },
          become: true,
          register: differ,
          changed_when: false,
          // 2: there are none yet.
          failed_when: false,
          check_mode: false,
        },
        {
          name: `Try the new rules for ${program.trySeconds} seconds`,
          module: script('try'),
          become: true,
          changed_when: true,
          when: expression`${differ}.rc != 0`,
        },
        {
          name: 'Get in by the new rules',
          module: { 'ansible.builtin.wait_for_connection': { timeout: String(Math.ceil(program.trySeconds / 2)) } },
          when: expression`${differ}.rc != 0 and not ansible_check_mode`,
        },
        {
          name: 'Keep the new rules',
          module: script('keep'),
          become: true,
          changed_when: true,
          when: expression`${differ}.rc != 0`,
        },
      ],
    },
    startedPieces(rendering, { unit: unitName, managed: `${unitName}.service`, runs: 'exited' }),
  ])
}

function rulesOf({ resolved, service, host }: Rendering, program: Firewall): string {
  const beside = hostServices(resolved).filter(each => each.host.name === host.name)
  const bridges = beside.flatMap(({ programs }) => programs.flatMap(({ owns: { bridges: own = [] } }) => own))
  return rulesText(
    program,
    {
      openings: openingsOf(resolved, host, program),
      inside: [...new Set([...bridges, ...(program.inside ?? [])])].toSorted(),
      tailnet: host.tailnet !== undefined,
    },
    marker(service),
  )
}

/** Before anything of the network is up; its end takes the rules away. */
function unitText({ scope, service }: Rendering): string {
  const sections = {
    Unit: [
      ['Description', 'Who is let in to which port of this host'],
      ['DefaultDependencies', 'no'],
      ['After', 'local-fs.target systemd-modules-load.service'],
      ['Before', 'network-pre.target shutdown.target'],
      ['Wants', 'network-pre.target'],
      ['Conflicts', 'shutdown.target'],
    ],
    Service: [
      ['Type', 'oneshot'],
      ['RemainAfterExit', 'yes'],
      ['ExecStart', [nft, '--file', keptPath]],
      ['ExecStop', [nft, 'delete', 'table', 'inet', table]],
    ],
    Install: [['WantedBy', 'sysinit.target']],
  } as const
  return scope.template(printUnit(sections, marker(service)))
}
