import type { Cluster } from '@homelab/estate/model'
import { asTyped, type Command, commandText, noted, verbatim, type Word } from '@homelab/formats/page'
import * as of from '../commands.ts'
import * as flux from '../ends.ts'
import { fluxOf } from '../settings.ts'

/** Flux's command line, as it is typed. */
export function fluxCommand(cluster: Cluster, ...words: readonly Word[]): Command {
  return asTyped(of.flux(cluster, ...words))
}

/** What would change. */
export function diff(cluster: Cluster, name: Word): Command {
  return noted('ends with 1 where something differs', asTyped(of.diff(cluster, name)))
}

/** The same, where it is one of several commands that each have to succeed. */
export function diffInChain(cluster: Cluster, name: Word): Command {
  return noted(
    'that something differs is no error, and ends it with 1',
    verbatim(`{ ${commandText(asTyped(of.diff(cluster, name)))} || [ $? -eq 1 ]; }`),
  )
}

/** Brings a Kustomization and waits for it. */
export function apply(cluster: Cluster, name: Word): Command {
  return asTyped(of.apply(cluster, name))
}

/** The root knows what is new of the others. */
export function root(cluster: Cluster): Command {
  return apply(cluster, fluxOf(cluster).root)
}

export function suspend(cluster: Cluster, ...names: readonly Word[]): Command {
  return asTyped(of.suspend(cluster, ...names))
}

/** Files that are rendered for the cluster, without Flux. */
export function applyFiles(cluster: Cluster, path: Word): Command {
  return asTyped(of.applyFiles(cluster, path))
}

/** What ends a Kustomization with its objects. */
export function ends(cluster: Cluster, name: string): readonly Command[] {
  return flux
    .ends(cluster, name, '', 'group')
    .flatMap(({ does, run }) => (run.kind === 'command' && does !== 'preview' ? [asTyped(run)] : []))
}
