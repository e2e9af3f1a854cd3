import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'

/** What `systemctl show` is asked for, of a service and then its timer. */
export const askedProperties = 'Id,LoadState,ActiveState,Result'

/**
 * A service is active; a timer waits, and its last run ended well.
 * https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html
 */
export function judgeSystemctl({ exitCode, stdout, problem }: HostAnswer, { unit, timer }: Facts): Verdict {
  if (exitCode !== 0) return { state: 'unknown', detail: problem }
  const states = stdout.split('\n\n').map(properties)
  const of = (ending: string) => states.find(state => state.get('Id') === `${unit}.${ending}`)
  const service = of('service')
  const main = timer === true ? of('timer') : service
  if (service === undefined || main === undefined)
    return { state: 'unknown', detail: 'systemctl says nothing of the unit' }
  if (main.get('LoadState') !== 'loaded') return { state: 'down', detail: main.get('LoadState') ?? 'not loaded' }
  if (main.get('ActiveState') !== 'active')
    return { state: 'down', detail: `${main.get('ActiveState')} (${main.get('Result')})` }
  const last = service.get('Result')
  return last === 'success'
    ? { state: 'up', detail: timer === true ? 'waits; its last run ended well' : 'active' }
    : { state: 'down', detail: `its last run ended with ${last}` }
}

function properties(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}
