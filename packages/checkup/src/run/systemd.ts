import type { SystemdQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html */
export async function askSystemd({ on, unit, timer }: SystemdQuestion, { machines }: Asking): Promise<Answer> {
  const units = [`${unit}.service`, ...(timer ? [`${unit}.timer`] : [])]
  const said = await machines.ask(on, 'systemctl', 'show', '--property=Id,LoadState,ActiveState,Result', ...units)
  if ('problem' in said) return unknown(said.problem)
  const { exitCode, stdout, problem = '' } = said.ran
  if (exitCode !== 0) return unknown(problem)
  const states = stdout.split('\n\n').map(properties)
  const [service, clock] = units.map(name => states.find(state => state.get('Id') === name))
  const main = timer ? clock : service
  if (service === undefined || main === undefined) return unknown('systemctl says nothing of the unit')
  if (main.get('LoadState') !== 'loaded') return down(main.get('LoadState') ?? 'not loaded')
  if (main.get('ActiveState') !== 'active') return down(`${main.get('ActiveState')} (${main.get('Result')})`)
  const last = service.get('Result')
  return last === 'success'
    ? up(timer ? 'waits; its last run ended well' : 'active')
    : down(`its last run ended with ${last}`)
}

function properties(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}
