import {
  anything,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
} from '@homelab/estate/shape'
import type { FlyApp, FlyBans, FlyCache, FlyLimits } from '../fly/index.ts'
import type { ActionsSecrets } from '../host/actions-secrets.ts'
import type { RequiredVersion, Requirement } from '../host/files.ts'
import type { MinikubeCluster, UpstreamRegistry } from '../host/minikube.ts'
import type { Package } from '../host/packages.ts'
import type { HostWorkload } from '../host/workload.ts'
import { command, image, secret } from './common.ts'
import { content } from './content.ts'
import { directory, file, log, program } from './programs.ts'

const cluster = onlyFields({
  profile: text,
  version: text,
  driver: oneOf('docker'),
  containerRuntime: oneOf('docker', 'containerd'),
  cpus: number,
  memoryMegabytes: number,
  disk: text,
  serverNames: listOf(text),
  listenAddress: text,
  gateway: text,
  mirrored: listOf(onlyFields({ name: text, url: text } satisfies RulesOf<UpstreamRegistry>)),
} satisfies RulesOf<MinikubeCluster>)

// Whether the backup says something is a check of its own.
const volume = onlyFields(
  { kind: oneOf('volume'), name: text, holds: text, path: text, backup: anything },
  { size: text, database: oneOf('sqlite', 'mariadb'), socket: text },
)
const everywhere = { kind: anything, at: anything }
const addressed = { address: anything, addresses: anything }

const secretNames: Rule = (value, path) => [
  ...recordOf(secret)(value, path),
  ...Object.keys(isRecord(value) ? value : {}).flatMap(name => variablePart(name, path)),
]
// A part of the name of a variable of Ansible.
const variablePart = is('names of letters, digits and _', name => /^[A-Za-z0-9_]+$/.test(String(name)))

// It stands in a condition, which Ansible evaluates.
const version = is('a version of numbers and dots', value => /^\d+(?:\.\d+)*$/.test(String(value)))

const hostService = onlyFields(everywhere, {
  ...addressed,
  secretNames,
  requires: listOf(onlyFields({ path: text, how: text } satisfies RulesOf<Requirement>)),
  requiresVersions: listOf(
    onlyFields({
      program: text,
      ask: command,
      environment: recordOf(text),
      atLeast: version,
      how: text,
    } satisfies RulesOf<RequiredVersion>),
  ),
  packages: listOf(
    onlyFields(
      { from: oneOf('formula', 'cask', 'distribution'), name: text } satisfies RulesOf<Omit<Package, 'provides'>>,
      { provides: listOf(text) },
    ),
  ),
  directories: listOf(directory),
  files: listOf(file),
  programs: listOf(program),
  cluster,
  actionsSecrets: onlyFields({
    owner: text,
    repository: text,
    token: secret,
    secrets: recordOf(secret),
  } satisfies RulesOf<ActionsSecrets>),
  data: listOf(volume),
  logs: listOf(log),
  notes: listOf(text),
} satisfies RulesOf<Omit<HostWorkload, 'kind' | 'at'>>)

const limits = onlyFields({
  perSecond: number,
  staticBurst: number,
  dynamicBurst: number,
  connections: number,
  logins: onlyFields({ perSecond: number, burst: number } satisfies RulesOf<FlyLimits['logins']>),
} satisfies RulesOf<FlyLimits>)
const cache = onlyFields({
  megabytes: number,
  inactiveHours: number,
  okHours: number,
  notFoundMinutes: number,
  assetDays: number,
} satisfies RulesOf<FlyCache>)
const bans = onlyFields({ maxRetries: number, findSeconds: number, banSeconds: number } satisfies RulesOf<FlyBans>)
const ofFlyApp = {
  ...everywhere,
  app: text,
  region: text,
  memoryMegabytes: number,
  images: onlyFields({ nginx: image, tailscale: image, alloy: image } satisfies RulesOf<FlyApp['images']>),
  resolver: text,
  accessLog: text,
  logMegabytes: number,
  telemetry: content,
  limits,
  cache,
  bans,
}
const flyApp = onlyFields(ofFlyApp, {
  ...addressed,
} satisfies RulesOf<Omit<FlyApp, keyof typeof ofFlyApp>>)

/** The shape of each kind of workload. */
export const workloadShapes: Readonly<Record<(HostWorkload | FlyApp)['kind'], Rule>> = {
  'host-service': hostService,
  'fly-app': flyApp,
}
