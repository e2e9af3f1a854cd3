import type { Cluster, Host } from '@homelab/estate/model'
import { asTyped, type Command, command, commandText, type Word } from '@homelab/formats/page'
import * as cluster from '@homelab/kubernetes/commands'

/** kubectl in a namespace of a cluster; `undefined` for objects of the whole cluster. */
export function kubectl(of: Cluster, namespace: string | undefined, ...words: readonly Word[]): Command {
  return asTyped(cluster.kubectl(of, namespace, ...words))
}

/** A task of the repository. */
export function mise(task: string, ...words: readonly Word[]): Command {
  return command('mise', 'run', task, ...words)
}

export function git(...words: readonly Word[]): Command {
  return command('git', ...words)
}

/** A command on a host, as the user that its services run under. */
export function ssh(host: Host, remote: Command): Command {
  return command('ssh', sshTarget(host), commandText(remote))
}

/** The same, with the terminal: somebody types into it. */
export function typedOn(host: Host, remote: Command): Command {
  return command('ssh', '-t', sshTarget(host), commandText(remote))
}

/** `user@host`. */
export function sshTarget({ name, user }: Host): string {
  return user === undefined ? name : `${user}@${name}`
}
