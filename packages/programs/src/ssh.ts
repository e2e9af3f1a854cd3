import type { Ran } from './ran.ts'
import { type RunOptions, run } from './run.ts'

/** Where SSH leads. */
export interface Login {
  /** As SSH resolves it. */
  readonly host: string
  /** SSH's own choice by default. */
  readonly user?: string
}

/** ssh(1): "exits with the exit status of the remote command or with 255 if an error occurred" */
export const sshFailed = 255

/**
 * Runs a command on another machine, in its login shell. It asks for no password: a machine that wants one is refused.
 *
 * @param command as that shell reads it: see `quoted`
 * @param connectSeconds how long to wait for a connection
 */
export async function ssh(
  { host, user }: Login,
  command: string,
  connectSeconds: number,
  options?: RunOptions,
): Promise<Ran> {
  const login = user === undefined ? [] : ['-l', user]
  const settings = ['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${Math.max(1, Math.round(connectSeconds))}`]
  const ran = await run('ssh', [...settings, ...login, host, '--', command], options)
  const { exitCode, problem } = ran
  if (problem === undefined || exitCode === undefined || exitCode === sshFailed) return ran
  // SSH itself did well: the words are those of the other side.
  return { ...ran, problem: problem.replace('ssh', `the command on ${host}`) }
}
