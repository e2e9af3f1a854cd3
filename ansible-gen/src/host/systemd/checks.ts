import type { Finding, ResolvedService } from '@homelab/estate/model'
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

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#ProtectHome= */
function isInHome(path: string): boolean {
  return /^\/(?:home|root|run\/user)(?:\/|$)/.test(path)
}
