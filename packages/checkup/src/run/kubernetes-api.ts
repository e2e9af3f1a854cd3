import type { RemoteApiQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://kubernetes.io/docs/reference/using-api/health-checks/ */
const READY = ['get', '--raw', '/readyz']

export async function askRemoteApi({ context }: RemoteApiQuestion, { clusters }: Asking): Promise<Answer> {
  const { problem, stdout, exitCode } = await clusters.kubectl(context, ...READY)
  if (problem === undefined) return up(stdout)
  return exitCode === undefined ? unknown(problem) : down(problem)
}
