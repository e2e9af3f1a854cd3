import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'

/** https://docs.docker.com/reference/cli/docker/compose/ps/#format */
interface Container {
  readonly Service: string
  readonly State: string
  /** Empty where nobody asks. */
  readonly Health?: string
}

/**
 * What `docker compose ps --all --format json` says: an object a line, and before version 2.21 one list. `containers` are those that are
 * to run, with blanks between them. Throws over what is no answer.
 */
export function judgeContainers({ stdout, exitCode, problem }: HostAnswer, { containers }: Facts): Verdict {
  if (exitCode !== 0) return { state: 'unknown', detail: problem }
  const lines = stdout.split('\n').filter(line => line.trim() !== '')
  const found = lines.flatMap(line => JSON.parse(line) as Container | Container[])
  const wrong = String(containers)
    .split(' ')
    .flatMap(name => {
      const own = found.filter(({ Service }) => Service === name)
      if (own.length === 0) return [`${name} is not there`]
      return own.flatMap(({ State, Health = '' }) => {
        if (State !== 'running') return [`${name} is ${State}`]
        return Health === '' || Health === 'healthy' ? [] : [`${name} is ${Health}`]
      })
    })
  return wrong.length === 0 ? { state: 'up', detail: 'running' } : { state: 'down', detail: wrong.join(', ') }
}
