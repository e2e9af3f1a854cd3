import { type ResolvedService, renderedFolder } from '@homelab/estate/model'
import { blank, type Command, command, noted } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { ansibleFolder, type OnHost } from '../model/host.ts'
import { git, mise } from './programs.ts'
import { commandsOf, stepsOf } from './steps.ts'

/**
 * From a changed source to what everybody reads: rendered, looked at, committed.
 *
 * @param looks shows what it will do, before anybody reads it
 */
export function renderAndPush({ resolved }: Context, looks: readonly Command[] = []): readonly Command[] {
  const rendered = renderedFolder(resolved)
  return [mise('synth'), git('diff', '--stat', rendered), ...looks, ...push('--all', 'apps', rendered)]
}

/** What lies in these folders, to where everybody reads it. */
export function push(...added: readonly string[]): readonly Command[] {
  return [
    git('add', ...added),
    noted('say why in the message', git('commit', '--message', blank('MESSAGE'))),
    git('push'),
  ]
}

/** Shows what a delivery would change, then lets it: groups are brought without pruning, roles run. */
export function deliver(context: Context, { runs }: Pick<ResolvedService, 'runs'>): readonly Command[] {
  return runs.deliveries.flatMap(({ id }) => [
    ...commandsOf(context, stepsOf({ runs }, 'preview', [id])),
    ...commandsOf(context, stepsOf({ runs }, 'apply', [id])),
  ])
}

/** The same where it begins without being asked once it is pushed: what it would change is looked at before. */
export function pushAndDeliver(context: Context, { runs }: Pick<ResolvedService, 'runs'>): readonly Command[] {
  const ids = runs.deliveries.map(({ id }) => id)
  return [
    ...renderAndPush(context, commandsOf(context, stepsOf({ runs }, 'preview', ids))),
    ...commandsOf(context, stepsOf({ runs }, 'apply', ids)),
  ]
}

/** What the roles use of Ansible's collections, on the machine that plays them. */
export function installCollections(context: Context): Command {
  return {
    ...command('ansible-galaxy', 'collection', 'install', '--requirements-file', 'requirements.yml'),
    folder: ansibleFolder(context),
  }
}

/** Runs a role, and nothing else. */
export function playRole(context: Context, { runs }: Pick<OnHost, 'runs'>): readonly Command[] {
  const roles = runs.deliveries.flatMap(({ by, id }) => (by === 'ansible' ? [id] : []))
  return commandsOf(context, stepsOf({ runs }, 'apply', roles))
}

/** Has the groups of a service brought, and nothing else. */
export function applyGroup(context: Context, name: string): readonly Command[] {
  const { runs } = context.find.service(name) ?? {}
  if (runs === undefined) return []
  const groups = runs.deliveries.flatMap(({ by, id }) => (by === 'delivery' ? [id] : []))
  return commandsOf(context, stepsOf({ runs }, 'apply', groups))
}
