import { expression, quoted, value } from '../../ansible/jinja.ts'
import type { ModuleCall } from '../../ansible/modules.ts'
import type { RequiredVersion, Requirement } from '../../host/files.ts'
import type { Package } from '../../host/packages.ts'
import { baseName, type Pieces, type Rendering } from '../rendering.ts'
import { versionedPieces } from './apt.ts'

/** Installs a package; what is installed stays at its version. A version that is stated restarts what runs of it. */
export function packagePieces(rendering: Rendering, each: Package): Pieces {
  const { from, name, version } = each
  if (version !== undefined) return versionedPieces(rendering, { ...each, version }, restartsOf(rendering, each))
  return {
    tasks: [
      {
        name: `Install ${name}`,
        module: call(rendering, from, name),
        ...(from === 'distribution' && { become: true }),
      },
    ],
  }
}

/** The handlers of the programs that are in a package. */
function restartsOf({ programs }: Rendering, { name, provides = [name] }: Package): readonly string[] {
  return programs.flatMap(({ owns: { restart, calls = [], packages = [] } }) =>
    restart !== undefined && (packages.includes(name) || calls.some(call => provides.includes(baseName(call))))
      ? [restart]
      : [],
  )
}

function call({ scope, host }: Rendering, from: Package['from'], name: string): ModuleCall {
  if (from === 'distribution') return { 'ansible.builtin.package': { name, state: 'present' } }
  const path = scope.path(`${host.brewPrefix ?? ''}/bin`)
  return from === 'formula'
    ? { 'community.general.homebrew': { name, state: 'present', path } }
    : { 'community.general.homebrew_cask': { name, state: 'present', path } }
}

/** What the programs were that somebody built, for the text of what runs of them: another one restarts it. */
export function requiredPrograms({ scope, workload: { requires = [] } }: Rendering): readonly string[] {
  return requires.map(({ path }) => {
    const program = baseName(path)
    return `Of ${program} ${value`${scope.register(program, 'file')}.stat.checksum | default('')`}.`
  })
}

/** Stops where a program is missing that somebody must build. */
export function requirementPieces({ scope }: Rendering, { path, how }: Requirement): Pieces {
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
            that: [expression`${found}.stat.exists`],
            fail_msg: `${scope.path(path)} is missing.\n${how}`,
            quiet: true,
          },
        },
      },
    ],
  }
}

/** Stops where a program is missing, or too old for what the role writes. */
export function versionPieces(
  { scope }: Rendering,
  { program, ask, environment, atLeast, how }: RequiredVersion,
): Pieces {
  const asked = scope.register(program, 'version')
  const argv = ask.map(scope.path)
  return {
    tasks: [
      {
        name: `Ask ${program} for its version`,
        module: { 'ansible.builtin.command': { argv } },
        environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, scope.path(value)])),
        register: asked,
        changed_when: false,
        failed_when: false,
        check_mode: false,
      },
      {
        name: `Require ${program} ${atLeast} or newer`,
        module: {
          'ansible.builtin.assert': {
            that: [
              expression`${asked}.rc == 0`,
              expression`${asked}.stdout | regex_search('[0-9]+([.][0-9]+)+') | default('0', true) is version(${quoted(atLeast)}, '>=')`,
            ],
            fail_msg: [
              `${program} ${atLeast} or newer is needed; ${argv.join(' ')} says:`,
              value`${asked}.stdout | default(${asked}.stderr, true) | default(${asked}.msg, true)`,
              how,
            ].join('\n'),
            quiet: true,
          },
        },
      },
    ],
  }
}
