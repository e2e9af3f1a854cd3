import type { LocalApiQuestion, MinikubeQuestion, RemoteApiQuestion } from '../check.ts'
import { type Answer, down, unknown, up } from './answer.ts'
import type { Asking } from './asking.ts'

/** https://kubernetes.io/docs/reference/using-api/health-checks/ */
const READY = ['get', '--raw', '/readyz']

export async function askLocalApi({ on, context }: LocalApiQuestion, { machines }: Asking): Promise<Answer> {
  const said = await machines.ask(on, 'kubectl', '--context', context, ...READY)
  if ('problem' in said) return unknown(said.problem)
  const { problem, stdout } = said.ran
  return problem === undefined ? up(stdout) : down(problem)
}

export async function askRemoteApi({ context }: RemoteApiQuestion, { clusters }: Asking): Promise<Answer> {
  const { problem, stdout, exitCode } = await clusters.kubectl(context, ...READY)
  if (problem === undefined) return up(stdout)
  return exitCode === undefined ? unknown(problem) : down(problem)
}

/** https://minikube.sigs.k8s.io/docs/commands/status/: an object, or a list where there are several nodes */
interface Node {
  readonly Name: string
  readonly Host: string
  readonly Kubelet: string
  /** `Irrelevant` for a node that has none. */
  readonly APIServer: string
}

/** The exit code tells only that something is not well, a bit each; which part, says what is printed. */
export async function askMinikube({ on, profile }: MinikubeQuestion, { machines }: Asking): Promise<Answer> {
  const said = await machines.ask(on, 'minikube', 'status', '--profile', profile, '--output', 'json')
  if ('problem' in said) return unknown(said.problem)
  const { stdout, exitCode, problem = 'minikube prints no status' } = said.ran
  // What it prints with other exit codes are events; without Docker, or without the node's container, it is `null`.
  if (exitCode === undefined || exitCode > 7 || !/^\s*[[{]/.test(stdout)) return down(problem)
  const nodes = [JSON.parse(stdout) as Node | readonly Node[]].flat()
  // After a power loss the host of a node may run, and nothing in it.
  const stopped = nodes.flatMap(({ Name, Host, Kubelet, APIServer }) => {
    if (Host !== 'Running') return [`${Name} is ${Host}`]
    const parts = Object.entries({ kubelet: Kubelet, 'API server': APIServer })
    return parts.flatMap(([part, is]) =>
      ['Running', 'Irrelevant'].includes(is) ? [] : [`the ${part} of ${Name} is ${is}`],
    )
  })
  return stopped.length === 0 ? up('Running') : down(stopped.join(', '))
}
