import type { HostAnswer, Verdict } from '@homelab/estate/model'

/** https://minikube.sigs.k8s.io/docs/commands/status/: an object, or a list where there are several nodes */
interface Node {
  readonly Name: string
  readonly Host: string
  readonly Kubelet: string
  /** `Irrelevant` for a node that has none. */
  readonly APIServer: string
}

/** The exit code tells only that something is not well, a bit each; which part, says what is printed. */
export function judgeStatus({ stdout, exitCode, problem }: HostAnswer): Verdict {
  // What it prints with other exit codes are events; without Docker, or without the node's container, it is `null`.
  if (exitCode > 7 || !/^\s*[[{]/.test(stdout))
    return { state: 'down', detail: exitCode === 0 ? 'minikube prints no status' : problem }
  const nodes = [JSON.parse(stdout) as Node | readonly Node[]].flat()
  // After a power loss the host of a node may run, and nothing in it.
  const stopped = nodes.flatMap(({ Name, Host, Kubelet, APIServer }) => {
    if (Host !== 'Running') return [`${Name} is ${Host}`]
    const parts = Object.entries({ kubelet: Kubelet, 'API server': APIServer })
    return parts.flatMap(([part, is]) =>
      ['Running', 'Irrelevant'].includes(is) ? [] : [`the ${part} of ${Name} is ${is}`],
    )
  })
  return stopped.length === 0 ? { state: 'up', detail: 'Running' } : { state: 'down', detail: stopped.join(', ') }
}
