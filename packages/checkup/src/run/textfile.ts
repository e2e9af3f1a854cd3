import { quoted } from '@homelab/programs'
import type { TextfileQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

const FORMATS = { bsd: ['-f', '%m'], gnu: ['-c', '%Y'] } as const

/** Its age by the machine's own clock. */
export async function askTextfile(question: TextfileQuestion, { machines }: Asking): Promise<Answer> {
  const { on, path, maxAgeSeconds, stat } = question
  const said = await machines.askShell(on, `date +%s && ${quoted('stat', ...FORMATS[stat], path)}`)
  if ('problem' in said) return unknown(said.problem)
  const { exitCode, stdout, stderr, problem = '' } = said.ran
  if (exitCode !== 0) return stderr.includes('No such file') ? down('not there') : unknown(problem)
  const [now = Number.NaN, written = Number.NaN] = stdout.split('\n').map(Number)
  const age = now - written
  if (Number.isNaN(age)) return unknown(`stat printed ${JSON.stringify(stdout)}`)
  const text = `written ${duration(age)} ago`
  return age > maxAgeSeconds ? down(`${text}, more than ${duration(maxAgeSeconds)}`) : up(text)
}

function duration(all: number): string {
  const [hours, minutes] = [Math.floor(all / 3600), Math.floor((all % 3600) / 60)]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`
}
