import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'

/** https://docs.brew.sh/Manpage#services-subcommand */
interface Service {
  readonly name: string
  readonly running: boolean
  readonly status: string
  readonly exit_code?: number | null
}

/** What `brew services info FORMULA --json` says. */
export function judgeServices({ exitCode, stdout, problem }: HostAnswer, { formula }: Facts): Verdict {
  if (exitCode !== 0) return { state: 'down', detail: problem }
  const service = (JSON.parse(stdout) as readonly Service[]).find(({ name }) => name === formula)
  if (service === undefined) return { state: 'unknown', detail: `brew says nothing of ${formula}` }
  const { running, status, exit_code: code } = service
  if (running) return { state: 'up', detail: status }
  const ended = code === undefined || code === null || code === 0 ? '' : `, exit code ${code}`
  return { state: 'down', detail: `${status}${ended}` }
}
