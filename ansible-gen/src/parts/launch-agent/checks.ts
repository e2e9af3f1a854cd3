import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { LaunchAgent } from './program.ts'

/** launchd looks for a name in the system's own folders, and nowhere else: https://www.manpagez.com/man/5/launchd.plist/ */
export function checkProgram(
  { label, program: [got] }: LaunchAgent,
  { name: subject, file }: ResolvedService,
): Finding[] {
  if (got.includes('/')) return []
  return [
    {
      code: 'invalid-path',
      where: { subject, path: `workload.programs ${label}`, file },
      problem: 'launchd finds no program by its name alone',
      got,
      fix: 'say the whole path of the program',
    },
  ]
}
