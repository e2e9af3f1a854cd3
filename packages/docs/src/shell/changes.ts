import type { Context } from '../context.ts'
import { ansibleFolder, type OnHost, renderedFolder } from '../model/host.ts'
import { diff, sync } from './argocd.ts'
import { blank, type Command, command, noted } from './command.ts'
import { git, mise } from './programs.ts'

/** From a changed source to what everybody reads: rendered, looked at, committed. */
export function renderAndPush({ resolved }: Context): readonly Command[] {
  const rendered = renderedFolder(resolved)
  return [
    mise('synth'),
    git('diff', '--stat', rendered),
    git('add', '--all', 'apps', rendered),
    noted('say why in the message', git('commit', '--message', blank('MESSAGE'))),
    git('push'),
  ]
}

/** Shows what a sync would change, then syncs. Nothing is pruned. */
export function syncApplication(name: string): readonly Command[] {
  return [diff(name), sync(name)]
}

/** Shows what a role would change, then runs it. */
export function playRole(context: Context, { host, role }: Pick<OnHost, 'host' | 'role'>): readonly Command[] {
  const play = (...more: readonly string[]): Command => ({
    ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--tags', role, ...more),
    folder: ansibleFolder(context),
  })
  return [play('--check', '--diff'), play()]
}
