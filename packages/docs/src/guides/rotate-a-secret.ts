import { type Resolved, referenceId, type Secret, type Vault } from '@homelab/estate/model'
import {
  type Block,
  bullets,
  type Command,
  code,
  command,
  noted,
  paragraph,
  piped,
  plain,
  prose,
  section,
  shell,
  subsection,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { distinct } from '../model/distinct.ts'
import { publicProxy } from '../model/public-proxy.ts'
import { copiedUrls, readersOf } from '../model/secret-readers.ts'
import { type Delivery, type HostDelivery, type KubernetesDelivery, secretId } from '../model/secrets.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { readersText } from '../pages/secrets.ts'
import { restartCommands } from '../services/restart.ts'
import { becomes } from '../services/secrets.ts'
import { playRole } from '../shell/changes.ts'
import { kubectl, mise } from '../shell/programs.ts'
import { applyTemplate, readSecret, writeSecret } from '../shell/secrets.ts'
import { commandsOf } from '../shell/steps.ts'
import { passphraseSteps } from './backup-key.ts'

/** For each secret: what reads it, and what makes a new value arrive. */
export function rotateGuide(resolved: Resolved): readonly Page[] {
  if (resolved.vaults.length === 0) return []
  return [
    wholePage(resolved, {
      path: 'guides/rotate-a-secret',
      title: 'Rotate a secret',
      tags: ['how-to', 'secrets'],
      about: 'for each secret: which pods and roles read it, and the commands',
      body: context => [
        section(
          'Every time',
          paragraph(
            'Make the new value where it is issued and put it into the vault, in the vault’s own program: a value on a command line stays in the shell’s history.',
            'The old value stays valid until everything below reads the new one; then take it back where it was issued.',
            'Nothing is rendered again: names do not change.',
          ),
        ),
        resolved.vaults.map(vault => oneVault(context, vault)),
        passphraseSteps(context),
        otherSources(context),
      ],
    }),
  ]
}

function oneVault(context: Context, vault: Vault): Block {
  const named = distinct(context.deliveries.all, ({ secret }) => referenceId(secret)).filter(
    ({ secret }) => secret.vault === vault.name,
  )
  const items = Map.groupBy(named, ({ secret }) => secret.item)
  return section(
    `Vault ${vault.name}`,
    [...items].map(([item, all]) => {
      const { note } = vault.items[item] ?? {}
      return subsection(
        item,
        note === undefined ? undefined : paragraph(prose(note)),
        all.map(({ secret }) => oneSecret(context, secret)),
      )
    }),
  )
}

function oneSecret(context: Context, secret: Secret): Block {
  const read = readSecret(context, secret)
  const own = context.deliveries.of(secret)
  return [
    paragraph(`Field ${code(secret.field)}:`),
    bullets(own.map(delivery => `${becomes(delivery)}${readers(context, delivery)}`)),
    shell(
      writeSecret(context, secret),
      read === undefined ? undefined : noted('there, and not empty', piped(read, command('wc', '-c'))),
      ...ofClusters(
        context,
        own.filter(delivery => delivery.to === 'kubernetes'),
      ),
      ...ofHosts(
        context,
        own.filter(delivery => delivery.to === 'host'),
      ),
      ...ofOthers(context, own),
    ),
  ]
}

function readers(context: Context, delivery: Delivery): string {
  if (delivery.to === 'kubernetes') {
    const text = readersText(context, delivery)
    return text === '' ? '' : `, read by ${text}`
  }
  return delivery.service === '' ? '' : `, for ${linkService(context, delivery.service)}`
}

/** A variable or a file of a pod is read when it starts; a login of a database is followed by the operator. */
function ofClusters(context: Context, own: readonly KubernetesDelivery[]): readonly Command[] {
  const secrets = distinct(own, secretId)
  const arrive = secrets.flatMap(({ cluster, namespace, name, by, secret }) =>
    by === 'external-secret'
      ? refresh(cluster, namespace, name)
      : [applyTemplate(context, cluster, by.step, secret.vault)],
  )
  const restarted = distinct(
    secrets.filter(({ login }) => login === undefined).flatMap(secret => readersOf(context, secret)),
    ({ name }) => name,
  )
  return [...arrive, ...restarted.flatMap(service => restartCommands(context, service))]
}

/**
 * The mark makes External Secrets read at once. It was ready before too, so that `Ready` alone says nothing of the new
 * value: the time of the refresh does.
 * https://external-secrets.io/latest/introduction/faq/#can-i-manually-trigger-a-secret-refresh
 */
function refresh(cluster: KubernetesDelivery['cluster'], namespace: string, name: string): readonly Command[] {
  return [
    kubectl(cluster, namespace, 'annotate', 'externalsecret', name, '--overwrite', {
      shell: 'force-sync="$(date +%s)"',
    }),
    noted(
      'go on when the time is of now, in UTC',
      kubectl(cluster, namespace, 'get', 'externalsecret', name, `--output=jsonpath={.status.refreshTime}{"\\n"}`),
    ),
    kubectl(cluster, namespace, 'wait', '--for=condition=Ready', `externalsecret/${name}`),
  ]
}

/** The role writes the file again, and its handler restarts what reads it. */
function ofHosts(context: Context, own: readonly HostDelivery[]): readonly Command[] {
  return distinct(own, ({ service }) => service).flatMap(({ service: name }) => {
    const service = context.find.service(name)
    return service === undefined ? [] : playRole(context, service)
  })
}

/** People's logins stand in the policy; a stack reads its credentials whenever it runs, so a preview tries them. */
function ofOthers({ resolved }: Context, own: readonly Delivery[]): readonly Command[] {
  const login = own.some(({ to, service }) => to === 'other' && service === '')
  const stacks = new Set(own.flatMap(delivery => (delivery.to === 'stack' ? [delivery.project] : [])))
  const { tailnetStack, dns } = resolved
  return [
    ...(login && tailnetStack !== undefined ? [mise('tailnet-preview'), mise('tailnet-up')] : []),
    ...(stacks.has(tailnetStack?.project ?? '') ? [mise('tailnet-preview')] : []),
    ...(stacks.has(dns?.project ?? '') ? [mise('dns-preview')] : []),
  ]
}

/** Secrets that no vault holds. */
function otherSources(context: Context): Block {
  const urls = copiedUrls(context)
  const edge = publicProxy(context)
  const key =
    edge?.proxy.key === undefined
      ? undefined
      : `${code(edge.proxy.key)} of ${linkService(context, edge.service.name)}, which the tailnet stack makes`
  return section(
    'From other sources',
    bullets([
      ...urls.map(
        ({ namespace, name, from, service }) =>
          `${code(`${namespace}/${name}`)}, copied from ${code(from)} for ${linkService(context, service)}: the database server’s operator makes the original; deleting that makes a new one`,
      ),
      key,
      ...listed(context),
    ]),
    edge?.proxy.key === undefined
      ? undefined
      : [
          paragraph(`The key to the tailnet ends by itself${keyLife(context)}; a new one arrives so:`),
          shell(mise('tailnet-up'), ...commandsOf(context, [...edge.proxy.setUp, ...edge.proxy.deploy])),
        ],
  )
}

function keyLife({ resolved }: Context): string {
  const days = (resolved.tailnetStack?.keys ?? []).map(({ expirySeconds }) => expirySeconds / 86_400)
  return days.length === 0 ? '' : ` after ${days.join(' and ')} days`
}

/** Items that people and tools read, and nothing that is rendered. */
function listed({ resolved, deliveries }: Context): readonly string[] {
  const known = new Set(deliveries.all.map(({ secret }) => referenceId(secret)))
  return resolved.vaults.flatMap(({ name: vault, items }) =>
    Object.entries(items).flatMap(([item, { fields }]) =>
      fields
        .filter(field => !known.has(referenceId({ kind: 'secret', vault, item, field })))
        .map(
          field =>
            `${plain(item)}, field ${code(field)}: read by people and by the tasks of this repository when they run`,
        ),
    ),
  )
}
