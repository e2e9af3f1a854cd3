import { verdictOn, type Word } from '@homelab/estate/model'
import { quoted } from '@homelab/programs'
import type { CommandQuestion } from '../check.ts'
import { type Answer, unknown } from './answer.ts'
import type { Asking } from './asking.ts'

/** The command on its machine; what it says is judged as the question says. */
export async function askCommand({ on, words, judged }: CommandQuestion, asking: Asking): Promise<Answer> {
  const said = await asking.machines.askShell(on, words.map(typed).join(' '))
  if ('problem' in said) return unknown(said.problem)
  const { exitCode = 0, stdout, stderr, problem = '' } = said.ran
  return verdictOn(asking.parts, judged, { exitCode, stdout, stderr, problem })
}

function typed(word: Word): string {
  return typeof word === 'string' ? quoted(word) : word.shell
}
