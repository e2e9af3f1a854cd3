import type { ResolvedService } from '@homelab/estate'
import { type Plist, printPlist } from '@homelab/formats/plist'
import { type LaunchAgent, runsByClock } from '../host/programs.ts'
import { calendarIntervals } from './calendar.ts'
import { marker } from './contents.ts'
import { agentMark } from './parts/agents.ts'
import type { RoleScope } from './scope.ts'

/** A property list of launchd as a template: https://www.manpagez.com/man/5/launchd.plist/ */
export function plistText(scope: RoleScope, service: ResolvedService, agent: LaunchAgent): string {
  const header = [...marker(service), agentMark(service.name)].join('\n')
  return scope.template(printPlist(plist(agent), { header }))
}

function plist(agent: LaunchAgent): Plist {
  const { label, program, environment, workingDirectory, keepAlive, schedule, everySeconds, out, err } = agent
  const intervals = schedule === undefined ? undefined : calendarIntervals(schedule)
  const [first, ...more] = intervals ?? []
  return {
    Label: label,
    ProgramArguments: program,
    ...(environment === undefined ? {} : { EnvironmentVariables: environment }),
    ...(workingDirectory === undefined ? {} : { WorkingDirectory: workingDirectory }),
    RunAtLoad: !runsByClock(agent),
    ...(keepAlive === undefined ? {} : { KeepAlive: keepAlive }),
    ...(first === undefined ? {} : { StartCalendarInterval: more.length === 0 ? first : [first, ...more] }),
    ...(everySeconds === undefined ? {} : { StartInterval: everySeconds }),
    StandardOutPath: out,
    StandardErrorPath: err,
  }
}
