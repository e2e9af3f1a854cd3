import type { ResolvedService } from '@homelab/estate/model'
import { type Plist, printPlist } from '@homelab/formats/plist'
import { present } from '@homelab/formats/present'
import { calendarIntervals } from '../../host/calendar.ts'
import { marker } from '../../project/contents.ts'
import type { RoleScope } from '../../project/scope.ts'
import { agentMark } from './paths.ts'
import { type LaunchAgent, runsByClock } from './program.ts'

/** A property list of launchd as a template: https://www.manpagez.com/man/5/launchd.plist/ */
export function plistText(
  scope: RoleScope,
  service: ResolvedService,
  agent: LaunchAgent,
  besides: readonly string[] = [],
): string {
  const header = [...marker(service), agentMark(service.name), ...besides].join('\n')
  return scope.template(printPlist(plist(agent), { header }))
}

function plist(agent: LaunchAgent): Plist {
  const { label, program, environment, workingDirectory, keepAlive, schedule, everySeconds, out, err } = agent
  const intervals = schedule === undefined ? undefined : calendarIntervals(schedule)
  const [first, ...more] = intervals ?? []
  return {
    Label: label,
    ProgramArguments: program,
    ...present({ EnvironmentVariables: environment, WorkingDirectory: workingDirectory }),
    RunAtLoad: !runsByClock(agent),
    ...present({ KeepAlive: keepAlive }),
    ...(first !== undefined && { StartCalendarInterval: more.length === 0 ? first : [first, ...more] }),
    ...present({ StartInterval: everySeconds }),
    StandardOutPath: out,
    StandardErrorPath: err,
  }
}
