import { referenceId, renderedFolder, type Secret, type Vault } from '@homelab/estate/model'
import { asTyped, type Command, code, command, piped, plain, prose, shell, type Word } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { kubernetesDelivery } from '@homelab/kubernetes/delivery'
import { type Context, linkService } from '../context.ts'
import { backupsOf } from '../model/backup-tool.ts'
import { distinct } from '../model/distinct.ts'
import { publicProxy } from '../model/public-proxy.ts'
import { type KubernetesDelivery, secretId } from '../model/secret-deliveries.ts'
import { copiedUrls, readersOf } from '../model/secret-readers.ts'
import { readersText } from '../pages/secrets.ts'
import { restartCommands } from '../services/restart.ts'
import { becomes } from '../services/service-secrets.ts'
import { applyGroup, playRole, push } from '../shell/changes.ts'
import { keptVaults, typed } from '../shell/kept.ts'
import { kubectl, mise } from '../shell/programs.ts'
import { applyTemplate, readSecret, writeSecret } from '../shell/secret-commands.ts'
import { commandsOf } from '../shell/steps.ts'
import { guide } from './guide.ts'

/** For each secret: what reads it, and what makes a new value arrive. */
export const rotateGuide = guide(import.meta.url, {
  when: ({ vaults }) => vaults.length > 0,
  given: {
    vaults: each(usedVaults, {
      vault: ({ vault }) => vault.name,
      items: each(({ items }) => items, {
        item: ({ item }) => item,
        note: ({ note }) => note && prose(note),
        fields: each(({ secrets }: Item) => secrets, {
          field: ({ field }) => code(field),
          deliveries: each((secret, { deliveries }) => deliveries.of(secret), {
            becomes,
            readers: (delivery, context) => (delivery.to === 'kubernetes' ? readersText(context, delivery) : ''),
            service: ({ to, service }, context) =>
              to === 'kubernetes' || service === '' ? '' : linkService(context, service),
          }),
          write: (secret, context) => writeSecret(context, secret),
          read: (secret, context) => {
            const read = readSecret(context, secret)
            return read && piped(read, command('wc', '-c'))
          },
          push: ({ vault }, context) => {
            const folder = keptVaults(context).find(({ name }) => name === vault)?.kept.folder
            return folder === undefined ? [] : push(folder)
          },
          bring: brings,
          secrets: each(inClusters, {
            fill: ({ cluster, by, secret }, context) =>
              typeof by === 'string' ? undefined : applyTemplate(context, cluster, by.step, secret.vault),
            apply: ({ by, service }, context) => (by === 'delivery' ? applyGroup(context, service) : []),
            external: one(secret => (secret.by === 'external-secret' ? secret : undefined), {
              // The mark makes External Secrets read at once.
              // https://external-secrets.io/latest/introduction/faq/#can-i-manually-trigger-a-secret-refresh
              refresh: secret =>
                externalSecret(secret, 'annotate', '--overwrite', { shell: 'force-sync="$(date +%s)"' }),
              // It was ready before too, so that `Ready` alone says nothing of the new value: the time does.
              refreshed: secret => externalSecret(secret, 'get', `--output=jsonpath={.status.refreshTime}{"\\n"}`),
              ready: ({ cluster, namespace, name }) =>
                kubectl(cluster, namespace, 'wait', '--for=condition=Ready', `externalsecret/${name}`),
            }),
          }),
          restart: restarts,
          play: plays,
          preview: previews,
        }),
      }),
    }),
    kept: each(keptVaults, {
      vault: ({ name }) => name,
      folder: ({ kept }) => code(`${kept.folder}/`),
      setUp: ({ kept }, { resolved }) => kept.setUp(renderedFolder(resolved)).map(typed),
      add: ({ kept }) => kept.add('"$ITEM"').map(typed),
      readers: ({ kept }) => kept.readers.map(typed),
    }),
    locks: each(locks, {
      noun: ({ lock }) => lock.noun,
      service: ({ service }) => service.title,
      about: ({ lock }) => lock.about.map(prose).join(' '),
      change: ({ lock }, context) => lock.change.map(all => shell(...commandsOf(context, all))),
    }),
    hasOtherSources: context =>
      copiedUrls(context).length > 0 || unread(context).length > 0 || publicProxy(context)?.proxy.key !== undefined,
    copied: each(copiedUrls, {
      secret: ({ namespace, name }) => code(`${namespace}/${name}`),
      original: ({ from }) => code(from),
      service: ({ service }, context) => linkService(context, service),
    }),
    proxyKey: one(
      context => {
        const edge = publicProxy(context)
        return edge?.proxy.key === undefined ? undefined : { ...edge, key: edge.proxy.key }
      },
      {
        key: ({ key }) => code(key),
        proxy: ({ service }, context) => linkService(context, service.name),
        days: (_, { resolved }) =>
          (resolved.tailnetStack?.keys ?? []).map(({ expirySeconds }) => expirySeconds / 86_400).join(' and '),
        renew: ({ proxy }, context) => commandsOf(context, [...proxy.setUp, ...proxy.deploy]),
      },
    ),
    unread: each(unread, {
      item: ({ item }) => plain(item),
      field: ({ field }) => code(field),
    }),
  },
})

/** The vaults from which something is read, by item. */
function usedVaults({ resolved, deliveries }: Context): readonly { vault: Vault; items: readonly Item[] }[] {
  const named = distinct(deliveries.all, ({ secret }) => referenceId(secret)).map(({ secret }) => secret)
  return resolved.vaults.flatMap(vault => {
    const items = Map.groupBy(
      named.filter(secret => secret.vault === vault.name),
      ({ item }) => item,
    )
    const all = [...items].map(([item, secrets]) => ({ item, note: vault.items[item]?.note, secrets }))
    return all.length === 0 ? [] : [{ vault, items: all }]
  })
}

interface Item {
  readonly item: string
  readonly note: string | undefined
  readonly secrets: readonly Secret[]
}

function inClusters(secret: Secret, { deliveries }: Context): readonly KubernetesDelivery[] {
  return distinct(
    deliveries.of(secret).filter(delivery => delivery.to === 'kubernetes'),
    secretId,
  )
}

/** What is pushed reaches a cluster by who decrypts it there. */
function brings(secret: Secret, context: Context): readonly Command[] {
  const clusters = inClusters(secret, context).flatMap(({ by, cluster }) => (by === 'external-secret' ? cluster : []))
  return distinct(clusters, ({ name }) => name).flatMap(cluster => {
    const decrypts = kubernetesDelivery(context.parts, cluster)?.decrypts?.(cluster)
    return decrypts?.vault === secret.vault ? asTyped(decrypts.bring) : []
  })
}

function externalSecret(
  { cluster, namespace, name }: KubernetesDelivery,
  verb: string,
  ...more: readonly Word[]
): Command {
  return kubectl(cluster, namespace, verb, 'externalsecret', name, ...more)
}

/** A variable or a file of a pod is read when it starts. */
function restarts(secret: Secret, context: Context): readonly Command[] {
  const restarted = inClusters(secret, context).flatMap(each => readersOf(context, each))
  return distinct(restarted, ({ name }) => name).flatMap(service => restartCommands(context, service))
}

/** The role writes the file again, and its handler restarts what reads it. */
function plays(secret: Secret, context: Context): readonly Command[] {
  const own = context.deliveries.of(secret).filter(({ to }) => to === 'host')
  return distinct(own, ({ service }) => service).flatMap(({ service: name }) => {
    const service = context.find.service(name)
    return service === undefined ? [] : playRole(context, service)
  })
}

/** People's logins stand in the policy; a stack reads its credentials whenever it runs, so a preview tries them. */
function previews(secret: Secret, { resolved: { tailnetStack, dns }, deliveries }: Context): readonly Command[] {
  const own = deliveries.of(secret)
  const login = own.some(({ to, service }) => to === 'other' && service === '')
  const stacks = new Set(own.flatMap(delivery => (delivery.to === 'stack' ? [delivery.project] : [])))
  return [
    ...(login && tailnetStack !== undefined ? [mise('tailnet-preview'), mise('tailnet-up')] : []),
    ...(stacks.has(tailnetStack?.project ?? '') ? [mise('tailnet-preview')] : []),
    ...(stacks.has(dns?.project ?? '') ? [mise('dns-preview')] : []),
  ]
}

/** What locks a repository of backups: it is changed there first, or nothing opens it any more. */
function locks(context: Context) {
  return backupsOf(context).flatMap(({ service, words: { lock } }) => (lock === undefined ? [] : [{ service, lock }]))
}

/** Items that people and tools read, and nothing that is rendered. */
function unread({ resolved, deliveries }: Context): readonly Secret[] {
  const known = new Set(deliveries.all.map(({ secret }) => referenceId(secret)))
  return resolved.vaults
    .flatMap(({ name: vault, items }) =>
      Object.entries(items).flatMap(([item, { fields }]) =>
        fields.map((field): Secret => ({ kind: 'secret', vault, item, field })),
      ),
    )
    .filter(secret => !known.has(referenceId(secret)))
}
