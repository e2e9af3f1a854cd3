import type { ModuleCall } from '../../ansible/modules.ts'
import type { Requirement } from '../../host/files.ts'
import type { Package } from '../../host/packages.ts'
import { baseName, type Job, type Part } from '../job.ts'

/** Installs a package; what is installed stays at its version. */
export function packagePart(job: Job, { from, name }: Package): Part {
  return {
    tasks: [
      { name: `Install ${name}`, module: call(job, from, name), ...(from === 'distribution' ? { become: true } : {}) },
    ],
  }
}

function call({ scope, host }: Job, from: Package['from'], name: string): ModuleCall {
  if (from === 'distribution') return { 'ansible.builtin.package': { name, state: 'present' } }
  const path = scope.path(`${host.brewPrefix ?? ''}/bin`)
  return from === 'formula'
    ? { 'community.general.homebrew': { name, state: 'present', path } }
    : { 'community.general.homebrew_cask': { name, state: 'present', path } }
}

/** Stops where a program is missing that somebody must build. */
export function requirementPart({ scope }: Job, { path, how }: Requirement): Part {
  const program = baseName(path)
  const found = scope.register(program, 'file')
  return {
    tasks: [
      {
        name: `Look for ${program}`,
        module: { 'ansible.builtin.stat': { path: scope.path(path) } },
        register: found,
      },
      {
        name: `Require ${program}`,
        module: {
          'ansible.builtin.assert': {
            that: [`${found}.stat.exists`],
            fail_msg: `${scope.path(path)} is missing. ${how}`,
            quiet: true,
          },
        },
      },
    ],
  }
}
