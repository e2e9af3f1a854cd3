import { deliveryOf, imageReference, known, type Release, type ResolvedService } from '@homelab/estate/model'
import {
  asTyped,
  type Block,
  bullets,
  type Command,
  code,
  paragraph,
  prose,
  section,
  shell,
} from '@homelab/formats/page'
import { type Context, filePath } from '../context.ts'
import { type InCluster, inCluster } from '../model/cluster.ts'
import { type OnHost, onHost } from '../model/host.ts'
import { type Edge, onPlatform, publicProxy } from '../model/public-proxy.ts'
import { deliver, pushAndDeliver, renderAndPush } from '../shell/changes.ts'
import { brew } from '../shell/host.ts'
import { kubectl, ssh } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'

/** How to bring a new version in. */
export function upgrade(context: Context, service: ResolvedService): Block {
  return section('Upgrade', [upgradeOf(context, service), copies(context, service)])
}

function upgradeOf(context: Context, service: ResolvedService): Block {
  const inside = inCluster(context, service)
  if (inside?.rendered === true) return ofCluster(context, service, inside)
  const host = onHost(context, service)
  if (host !== undefined) return ofHost(context, service, host)
  const edge = onPlatform(context, service)
  if (edge !== undefined) return onTheEdge(context, edge)
  return paragraph(
    service.external
      ? 'Its version stands in what is hand-written.'
      : `Change its file, ${filePath(service.file)}, render, and roll out what changed.`,
    inside === undefined ? '' : `Change it there, push, and sync ${inside.applications.map(code).join(' and ')}.`,
  )
}

function ofCluster(context: Context, service: ResolvedService, runs: InCluster): Block {
  const { applications, cluster, deliveries, namespace, pods } = runs
  const file = filePath(service.file)
  const { settled, previewsFiles } = deliveryOf(context.parts, cluster) ?? {}
  const looksBefore = previewsFiles === true && deliveries.some(({ byItself }) => byItself !== undefined)
  const rolls = pods.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet')
  return [
    paragraph(
      `${changeOf(service)} in ${file}, and render.`,
      service.runs.databaseServer !== undefined
        ? 'A minor version restarts the server. A major version is a migration: take a dump first, and read what CloudNativePG says of it.'
        : '',
    ),
    bullets(service.images.map(image => code(imageReference(image)))),
    ...pods.flatMap(({ beforePods, eachSync, name }) => {
      const again = eachSync === undefined ? '' : ', as at each sync'
      if (beforePods === true)
        return [paragraph(`${code(name)} runs first${again}: pods are changed once it has ended well.`)]
      if (eachSync === 'after-all') return [paragraph(`${code(name)} runs once all is well${again}.`)]
      return eachSync === undefined ? [] : [paragraph(`${code(name)} runs where a sync failed.`)]
    }),
    shell(
      ...(looksBefore ? pushAndDeliver(context, service) : [...renderAndPush(context), ...deliver(context, service)]),
      ...rolls.map(({ resource, name }) => kubectl(cluster, namespace, 'rollout', 'status', `${resource}/${name}`)),
      ...(applications.length === 0 || settled === undefined ? [] : [asTyped(settled(cluster, applications))]),
    ),
    paragraph(`Back again: ${context.site.link('guides/roll-back')}.`),
  ]
}

/** The public proxy gives what it kept of the old version until it is told. */
function copies(context: Context, { name }: ResolvedService): Block {
  const act = publicProxy(context)?.proxy.emptyCache
  // Of a dynamic site it keeps no pages.
  const shown = context.find.routesOf(name).some(({ public: site }) => site?.mode === 'static')
  if (act === undefined || !shown) return []
  return [paragraph('Then let the public proxy forget what it keeps of it:'), shell(...commandsOf(context, [act]))]
}

/** What says the version. */
function changeOf({ images, runs }: ResolvedService): string {
  const releases = known(runs.releases)
  const chart = releases.find(each => each.of === 'chart')
  if (chart !== undefined)
    return `Read the release notes, change ${code('revision')} of the chart, now ${code(chart.revision)},`
  const urls = releases.flatMap(release => (release.of === 'manifests' ? [release.url] : []))
  if (urls.length > 0)
    return `Read the release notes, change the version of upstream’s manifests, now ${urls.map(code).join(', ')},`
  if (releases.some(each => each.of === 'download'))
    return 'Read the release notes, change version and checksum of the release'
  if (releases.some(each => each.of === 'package' && each.version !== undefined))
    return 'Read the release notes, change the version of the package'
  return images.length === 0
    ? 'It has no version: change what it says'
    : 'Read the release notes, change the version of the image'
}

/** Its version stands in a file. */
function isStated(release: Release): boolean {
  return (
    release.of === 'image' || release.of === 'download' || (release.of === 'package' && release.version !== undefined)
  )
}

function ofHost(context: Context, service: ResolvedService, runs: OnHost): Block {
  const { images, file } = service
  const { host } = runs
  const releases = known(runs.runs.releases)
  const packages = releases.filter(each => each.of === 'package')
  const byFile = releases.some(isStated)
  const requires = known(runs.runs.requires)
  const upgrades = packages.flatMap(({ from, name }): Command[] => {
    if (from === 'distribution') return []
    return [ssh(host, brew(host, 'upgrade', ...(from === 'cask' ? ['--cask'] : []), name))]
  })
  return [
    byFile ? paragraph(`${changeOf(service)} in ${filePath(file)}, and render.`) : undefined,
    bullets([
      ...requires.flatMap(each => {
        if (each.kind === 'program') return [`${code(each.path)} is built by hand: ${prose(each.how)}`]
        if (each.kind !== 'version') return []
        return [`${code(each.program)} is installed by hand, ${each.atLeast} or newer: ${prose(each.how)}`]
      }),
      ...packages
        .filter(({ from }) => from === 'distribution')
        .map(({ name, version }) =>
          version === undefined
            ? `the distribution's package ${code(name)}`
            : `the package ${code(name)} in version ${code(version)}`,
        ),
      ...releases.flatMap(each =>
        each.of === 'download' ? [`the release ${code(`${each.name} ${each.version}`)}, ${code(each.url)}`] : [],
      ),
      ...images.map(image => code(imageReference(image))),
    ]),
    shell(...upgrades, ...(byFile ? renderAndPush(context) : []), ...deliver(context, runs)),
  ]
}

function onTheEdge(context: Context, { service, proxy }: Edge): Block {
  return [
    paragraph(`Change the version of an image in ${filePath(service.file)}, and render. ${prose(proxy.upgrade.says)}`),
    bullets(service.images.map(image => code(imageReference(image)))),
    shell(...renderAndPush(context), ...commandsOf(context, proxy.upgrade.acts)),
    paragraph(`Back again: ${context.site.link('guides/roll-back')}.`),
  ]
}
