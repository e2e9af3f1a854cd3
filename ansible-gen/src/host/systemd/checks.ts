import { isIP } from 'node:net'
import { type Finding, isSlipOf, type ResolvedService } from '@homelab/estate/model'
import { knownTargets, unitKinds } from './known-units.ts'
import { pathsOf, type UnitSettings } from './settings.ts'

/** What a unit is kept from by its own word, and would need: it would not start, or find nothing. */
export function checkUnit(
  unit: UnitSettings,
  program: readonly [string, ...string[]] | undefined,
  { name: subject, file, volumes }: ResolvedService,
): readonly Finding[] {
  const { ProtectHome: home = false } = unit.security ?? {}
  const named = [...(program ?? []), ...pathsOf(unit)]
  const data = volumes.flatMap(({ path }) => path ?? [])
  // What is read-only can be read.
  const kept = home === 'read-only' ? data : home === false ? [] : [...named, ...data]
  return [...new Set(kept.filter(isInHome))].map(path => ({
    code: 'refused-path',
    where: { subject, path: 'workload.programs', file },
    problem: `its unit says ProtectHome=${home}, and this lies in a home folder`,
    got: path,
    fix: "move it to a folder of the system, or say `home: 'reads'` or `'writes'`",
  }))
}

/** Units that systemd cannot wait for: it leaves out the line with a word in its journal, and starts the program. */
export function checkAfter(
  { after = [] }: UnitSettings,
  unit: string,
  { name: subject, file }: ResolvedService,
): readonly Finding[] {
  return after.flatMap((got): Finding[] => {
    const [, name = '', kind = ''] = /^(.*)\.([^.]*)$/.exec(got) ?? []
    const where = { subject, path: `workload.programs ${unit}.after`, file }
    if (!unitKinds.includes(kind)) {
      const meant = knownTargets.includes(got) ? `${got}.target` : `a name that ends with .${unitKinds.join(', .')}`
      const problem = 'systemd takes this for no unit, and waits for nothing'
      return [{ code: 'unknown-word', where, problem, got, expected: meant, fix: 'write the whole name of the unit' }]
    }
    // Packages bring targets of their own.
    const isKnown = kind !== 'target' || knownTargets.includes(name)
    const meant = isKnown ? undefined : knownTargets.find(target => isSlipOf(name, target))
    if (meant === undefined) return []
    const problem = 'systemd has no such target, and waits for nothing'
    return [{ code: 'unknown-word', where, problem, got, expected: `${meant}.target`, fix: 'correct the name' }]
  })
}

/** Words of a unit that systemd takes for none: it loads no such unit, or leaves the line out. */
export function checkUnitWords(
  { environment = {}, security = {} }: UnitSettings,
  unit: string,
  { name: subject, file }: ResolvedService,
): readonly Finding[] {
  const where = (path = ''): Finding['where'] => ({ subject, path: `workload.programs ${unit}${path}`, file })
  const { UMask: mask, IPAddressAllow = [], IPAddressDeny = [] } = security
  const networks = Object.entries({ IPAddressAllow, IPAddressDeny })
  return [
    ...(unitNames.test(unit)
      ? []
      : [
          {
            ...{ code: 'invalid-name' as const, where: where(), got: JSON.stringify(unit) },
            problem: 'systemd loads no unit of this name',
            expected: 'letters, digits and : _ . @ -, at most 240',
            fix: 'rename it',
          },
        ]),
    ...Object.keys(environment)
      .filter(name => !/^[A-Za-z_]\w*$/.test(name))
      .map(name => ({
        ...{ code: 'invalid-name' as const, where: where(`.environment.${name}`), got: JSON.stringify(name) },
        problem: 'this is no name of an environment variable, and systemd leaves it out',
        expected: 'letters, digits and _, and no digit first',
        fix: 'rename it',
      })),
    ...networks.flatMap(([word, all]) =>
      all
        .filter(each => !isNetwork(each))
        .map(got => ({
          ...{ code: 'invalid-name' as const, where: where(`.security.${word}`), got },
          problem: 'systemd reads no address in it, and leaves it out',
          expected: 'an address, a network such as 192.0.2.0/24, any, localhost, link-local or multicast',
          fix: 'correct it',
        })),
    ),
    ...(mask === undefined || /^[0-7]{1,4}$/.test(mask)
      ? []
      : [
          {
            ...{ code: 'invalid-quantity' as const, where: where('.security.UMask'), got: mask },
            problem: 'systemd reads no mask in it, and leaves it out: others may read what is written',
            expected: 'octal digits such as 0027',
            fix: 'correct it',
          },
        ]),
  ]
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Description; its ending is not in it. */
const unitNames = /^[\w:.@\\-]{1,240}$/

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html#IPAddressAllow=ADDRESS%5B/PREFIXLENGTH%5D%E2%80%A6 */
function isNetwork(text: string): boolean {
  if (['any', 'localhost', 'link-local', 'multicast'].includes(text)) return true
  const [address = '', bits = '0', ...more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#ProtectHome= */
function isInHome(path: string): boolean {
  return /^\/(?:home|root|run\/user)(?:\/|$)/.test(path)
}
