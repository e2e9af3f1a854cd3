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

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#ProtectHome= */
function isInHome(path: string): boolean {
  return /^\/(?:home|root|run\/user)(?:\/|$)/.test(path)
}
