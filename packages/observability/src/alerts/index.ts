import type { Observed } from '../metrics/observed.ts'
import { heartbeat, notificationsFailing } from './alerting.ts'
import {
  backupActionFailed,
  backupNeverMade,
  backupSources,
  backupTooOld,
  backupUnreadable,
  textfileStale,
} from './backups.ts'
import { clusterUnseen, databaseDown, databaseNotReady, podRules } from './cluster.ts'
import {
  applicationNotReady,
  applicationOutOfSync,
  applicationSyncFailed,
  applicationsUnseen,
  externalSecretNotReady,
} from './deliveries.ts'
import { alloyNotDelivering, alloyWritesFailing, lokiNotIngesting, rulesFailing } from './ingestion.ts'
import type { AlertRule, RuleGroup, Runbooks } from './rule.ts'
import { diskRules, volumeRules } from './space.ts'
import { certificateExpiring, probeFailing, targetDown } from './targets.ts'
import { schedulingRules, workloadShortRules } from './workloads.ts'

export type { AlertRule, RuleGroup } from './rule.ts'

/**
 * The alert rules of an estate, by what they watch. Groups in a fixed order, rules in the order of what is observed;
 * a group without rules is left out.
 */
export function alertRules(observed: Observed, runbooks: Runbooks): readonly RuleGroup[] {
  const { targets, probes, backups, databases, volumes, hosts, textfiles, shippers } = plainTitles(observed)
  const { clusters, loki, prometheus, alertmanager, externalSecrets, argoCds } = plainTitles(observed)
  const groups: Readonly<Record<string, readonly AlertRule[]>> = {
    targets: targets.map(target => targetDown(target, runbooks)),
    probes: probes.map(probe => probeFailing(probe, runbooks)),
    certificates: probes.filter(probe => probe.tls).map(probe => certificateExpiring(probe, runbooks)),
    backups: backups.flatMap(backup => [
      backupTooOld(backup, runbooks),
      backupNeverMade(backup, runbooks),
      ...backupSources(backup, runbooks),
      backupActionFailed(backup, runbooks),
      backupUnreadable(backup, runbooks),
    ]),
    volumes: volumes.flatMap(volume => volumeRules(volume, runbooks)),
    hosts: hosts.flatMap(host => diskRules(host, runbooks)),
    databases: databases.flatMap(database => [
      ...databaseDown(database, runbooks),
      // Only the cluster's own metrics know how many instances there are.
      ...(clusters.some(({ within }) => within === database.within) ? [databaseNotReady(database, runbooks)] : []),
    ]),
    pods: clusters.flatMap(cluster => [clusterUnseen(cluster, runbooks), ...podRules(cluster, runbooks)]),
    workloads: clusters.flatMap(cluster => [
      ...workloadShortRules(cluster, runbooks),
      ...schedulingRules(cluster, runbooks),
    ]),
    deliveries: [
      ...externalSecrets.map(each => externalSecretNotReady(each, runbooks)),
      ...argoCds.flatMap(argoCd => [
        applicationsUnseen(argoCd, runbooks),
        applicationNotReady(argoCd, runbooks),
        ...applicationOutOfSync(argoCd, runbooks),
        applicationSyncFailed(argoCd, runbooks),
      ]),
    ],
    logs: loki === undefined ? [] : [lokiNotIngesting(loki, runbooks)],
    rules: prometheus === undefined ? [] : [rulesFailing(prometheus, runbooks)],
    shippers: shippers.flatMap(shipper => [
      alloyNotDelivering(shipper, runbooks),
      ...alloyWritesFailing(shipper, runbooks),
    ]),
    alerting: [
      ...(alertmanager === undefined || prometheus === undefined ? [] : [heartbeat(prometheus, runbooks)]),
      ...(alertmanager === undefined ? [] : [notificationsFailing(alertmanager, runbooks)]),
    ],
    textfiles: textfiles.map(textfile => textfileStale(textfile, runbooks)),
  }
  return Object.entries(groups)
    .filter(([, rules]) => rules.length > 0)
    .map(([name, rules]) => ({ name, rules }))
}

/** Annotations and labels are templates, and one that can't be read keeps Prometheus from starting: titles are texts. */
function plainTitles(observed: Observed): Observed {
  const plain = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map(plain) as T
    if (typeof value !== 'object' || value === null || !('title' in value)) return value
    return { ...value, title: String(value.title).replaceAll('{{', '{{"{{"}}') }
  }
  return Object.fromEntries(Object.entries(observed).map(([key, value]) => [key, plain(value)])) as unknown as Observed
}
