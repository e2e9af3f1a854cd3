import type { BrewQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://docs.brew.sh/Manpage#services-subcommand */
interface Service {
  readonly name: string
  readonly running: boolean
  readonly status: string
  readonly exit_code?: number | null
}

export async function askBrew({ on, formula }: BrewQuestion, { machines }: Asking): Promise<Answer> {
  const said = await machines.ask(on, 'brew', 'services', 'info', formula, '--json')
  if ('problem' in said) return unknown(said.problem)
  const { exitCode, stdout, problem = '' } = said.ran
  if (exitCode !== 0) return down(problem)
  const service = (JSON.parse(stdout) as readonly Service[]).find(({ name }) => name === formula)
  if (service === undefined) return unknown(`brew says nothing of ${formula}`)
  const { running, status, exit_code: code } = service
  if (running) return up(status)
  return down(code === undefined || code === null || code === 0 ? status : `${status}, exit code ${code}`)
}
