import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'

/** https://docs.docker.com/reference/cli/docker/compose/ps/#format */
interface Container {
  readonly Service: string
  readonly State: string
  /** Empty where nobody asks. */
  readonly Health?: string
  readonly ExitCode?: number
}

/**
 * What `docker compose ps --all --format json` says: an object a line, and before version 2.21 one list. `containers` are those that are
 * to run, with blanks between them, and `once` those that end well. Throws over what is no answer.
 */
export function judgeContainers({ stdout, exitCode, problem }: HostAnswer, { containers, once = '' }: Facts): Verdict {
  if (exitCode !== 0) return { state: 'unknown', detail: problem }
  const lines = stdout.split('\n').filter(line => line.trim() !== '')
  const found = lines.flatMap(line => JSON.parse(line) as Container | Container[])
  const wrongOf = (name: string, judge: (of: Container) => string | undefined): readonly string[] => {
    const own = found.filter(({ Service }) => Service === name)
    if (own.length === 0) return [`${name} is not there`]
    return own.flatMap(each => {
      const how = judge(each)
      return how === undefined ? [] : [`${name} is ${how}`]
    })
  }
  const wrong = [
    ...names(containers).flatMap(name => wrongOf(name, notRunning)),
    ...names(once).flatMap(name => wrongOf(name, notDone)),
  ]
  return wrong.length === 0 ? { state: 'up', detail: 'running' } : { state: 'down', detail: wrong.join(', ') }
}

function names(of: Facts[string] | undefined): readonly string[] {
  return String(of)
    .split(' ')
    .filter(name => name !== '')
}

function notRunning({ State, Health = '' }: Container): string | undefined {
  if (State !== 'running') return State
  return Health === '' || Health === 'healthy' ? undefined : Health
}

/** What is still at it is well. */
function notDone({ State, ExitCode = 0 }: Container): string | undefined {
  if (State === 'running') return undefined
  return State === 'exited' && ExitCode === 0 ? undefined : `${State} with ${ExitCode}`
}
