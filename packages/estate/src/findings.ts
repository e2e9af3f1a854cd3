import type { Keys } from './state/keys.ts'

/**
 * Findings: what the checks saw that is wrong or doubtful.
 *
 * Every finding that is not accepted in the estate (see `accept`) ends a run with exit code 1, after all of them were
 * shown; nothing is written then.
 */

/** All finding codes, with what each means. The union is closed: tests match it. */
export const findingCodes = {
  'duplicate-service': 'two services have one name',
  'duplicate-hostname': 'two routes claim one host name in the same domain',
  'duplicate-port': 'two services, or one and the host itself, listen on one port of a host',
  'duplicate-object': 'two Kubernetes objects have one kind, namespace and name',
  'duplicate-part': 'two parts that the estate registers are for one kind of data',
  'repeated-element': 'one thing stands twice in a list; it was left out once',
  'duplicate-setting': 'one setting is said twice',
  'contested-path': 'one path of a host is two things, or two programs write it as their log',
  'duplicate-path': 'two projections render one file',
  'changed-adoption': 'an object or resource that was there before is rendered as another one, and would be recreated',
  'divided-application': 'services that share an Application say different things of it',
  'unstated-sync': 'what Argo CD would do with its own Application without being asked, and nobody says so',
  'pruned-data': 'what holds data goes without a question as soon as it is no longer rendered',
  'oversized-object': 'an object that a sync by the client cannot keep in its annotation',
  'duplicate-address': 'a load balancer is to give an address that a host or another service has',
  'duplicate-label': 'two agents of one host have one label',
  'duplicate-host': 'two hosts, clusters or people have one name',
  'invalid-name': 'a name that DNS, or the system that is to have it, refuses',
  'invalid-image': 'an image has a name or version that no registry understands',
  'invalid-quantity': 'a size, amount or time that the system that is to have it refuses',
  'too-little-memory': 'a cluster has less memory than its pods ask for, or is to have more than its host',
  'too-few-processors': 'a cluster has fewer processors than its pods ask for, or is to have more than its host',
  'invalid-port': 'a port is no whole number from 1 to 65535',
  'invalid-schedule': 'a schedule cannot be read, or never fires',
  'invalid-path': 'a path is not absolute, climbs out, or lies outside the folders that its host allows',
  'invalid-version': 'a version of a program that is none',
  'unpinned-image': 'an image has no version tag or digest, or a moving one',
  'unstated-request':
    'a container asks for one of memory and processor alone, and its node keeps nothing free of the other',
  'unstated-limit': 'a container may take all memory of its node',
  'unhardened-container': 'a container may do more than anybody said that its image needs',
  'misspelt-word':
    'a word that is seldom, and with one other letter stands often, or is one that configurations are made of',
  'blank-text': 'a text that has to say something, and says nothing',
  'hidden-character': 'a text has a control character, one that turns the direction of text, or one without a width',
  'refused-text': 'a format has no way to say a text, or its reader would take it for something else',
  'unknown-secret': 'a secret names an item or field that the vault does not list',
  'unknown-store': 'a vault is kept by no secret store that the estate has, or the estate has no such vault',
  'unknown-database': 'a backup, role or reference names a database or server that does not exist',
  'unknown-place': 'a workload runs on a host or cluster that the estate does not list',
  'unknown-port': 'a route, probe or metric names a port that its service does not have',
  'unknown-domain': 'a route, or who serves routes, is of a domain that the estate does not have',
  'ambiguous-domain': 'one of several private domains is meant, and nothing says which',
  'mistaken-domain': 'a domain is of another kind than its name says',
  'unknown-hostname': 'a text names a host below one of the domains, or a Service of a cluster, that nobody has',
  'restated-fact': 'a text that writes out what the estate says elsewhere',
  'unknown-service': 'something refers to a service that the estate does not list',
  'unreachable-route': 'no path leads from the route to the service',
  'unreachable-login': 'people reach a program, and not where they are to log in for it',
  'closed-port': 'the firewall of a host lets nobody in to a port, and nobody says that it is for the host alone',
  'wide-port': 'the firewall of a host lets more in to a port than its routes are for',
  'unanswered-address':
    'a port or path that its program does not answer as its maker delivers it, and nothing tells it otherwise',
  'unread-option': 'an option that nothing reads where it stands',
  'missing-value': 'the file of an item that a vault lists, or a field in it, is not there',
  'plain-value': 'a file among the encrypted ones, or a value in one, that anybody can read',
  'wrong-recipients': 'a file is encrypted for others than its vault says',
  'unread-secret': 'a field of the vault, a key of a Secret, or a file that holds one, that nothing reads',
  'unprovided-reference': 'something names what nothing provides',
  'unknown-word': 'a word that the system which reads it does not know',
  'wide-rights': 'rights by which whoever has them gets more than they say, in the end all; or that nobody has to show',
  'wide-route': 'a name of what runs the estate, or shows all of it, is for people who do not run it',
  'wide-endpoint':
    'a machine that may reach little asks an endpoint for one path, and the endpoint carries all of them',
  'unreadable-secret': 'a workload reads a secret that nothing delivers',
  'start-cycle': 'services wait for each other to start',
  'unclaimed-workload': 'no projection renders this kind of workload',
  'unknown-exporter': 'metrics whose exporter the estate does not register',
  'unknown-metric': 'a dashboard asks for what no registered exporter gives: it shows nothing, and never complains',
  'unknown-data-source': 'a data source of a type that the estate does not register',
  'unknown-receiver': 'alerts go to a kind of receivers that the estate does not register, or pings to nobody',
  'unevaluated-rules': 'alert rules about series whose Prometheus evaluates none, while another one does',
  'unsent-alerts': 'alert rules whose alerts nothing sends to anybody',
  'empty-setting': 'a list or file that is empty where emptiness watches, grants or shows nothing',
  'unprobed-route': 'people have a way to a service, and nothing asks whether it answers',
  'unrotated-log': 'log files of a host that nothing makes shorter',
  'uncollected-logs': 'logs that nothing collects, while the estate has who keeps logs',
  'mistaken-endpoint': 'what is sent to a service, or asked of it, is for a service of another kind',
  'forgetful-collector': 'a collector of logs forgets how far it has read, and sends all of them again',
  'misplaced-panel':
    'a panel of a dashboard lies on another one, out of the grid, or beside a hole that Grafana closes',
  'mistaken-panel': 'a panel of a dashboard contradicts itself, or colours by what no value reaches',
  'undrawable-dashboard': 'a dashboard of something that its service or the estate does not have',
  'refused-device': 'a container mounts a device of its node that it may not open',
  'refused-mount': 'pods are to write a share that its host exports for reading',
  'refused-path': 'a unit of a host is kept by its own word from what it reads or writes',
  'unpinned-package': 'a package or release has no version or checksum of its own, or one that moves',
  'unknown-volume': 'a container mounts a volume that its pod does not have',
  'unmounted-volume': 'a pod has a volume that none of its containers mounts',
  'contradicting-users': 'numbers of a user or group that are one elsewhere in the pod',
  'contested-volume': 'two pods may write at once what allows one writer',
  'contradicting-rollout': 'how new pods take over from old ones contradicts itself, and the API server refuses it',
  'stuck-drain': 'a disruption budget by which no node is ever drained',
  'unused-use': 'a need says what it is for, and nothing does that',
  'unknown-container': 'a need gives variables to a container that its service does not have',
  'unfilled-slot': 'no projection fills this file',
  'unlisted-file': 'a service file that the list of services does not name',
  'failed-import': 'the estate could not be loaded',
  'wrong-type': 'something that does not type-check, or is not there; it was left out',
  'unchecked-types': 'the compiler could not say whether the types are right',
  'foreign-file': 'a file that synth did not write lies where it wants to write',
  'broken-manifest': 'the list of the files that synth wrote cannot be read',
  'stale-acceptance': 'an acceptance that matches no finding',
  'foreign-program': 'a program that was built for another system or architecture than its host has',
  'missing-program': 'the files of a host call a program that nothing puts there',
  'old-dump-program': 'a database server is newer than the program that dumps its databases, which refuses it',
  'missing-backup': 'data without a word on how it is backed up',
  'contested-repository': 'two services save into one repository, or call two by one name',
  'partial-repository': 'a repository of backups lacks databases that another one of its host has',
  'unknown-server': 'a repository of backups is asked over SSH, and nothing says by which key its server is known',
  'contradicting-retention': 'nobody prunes a repository of backups, or somebody who must not',
  'wide-exclude': 'what a backup leaves out takes with it what is to be saved',
  'live-database': 'a database is saved as a file while somebody writes it: what comes back is malformed',
  'shared-runner': 'code that nobody has reviewed runs on a daemon through which secrets pass',
  'unwatched-backup': 'backups whose age nothing measures, so that no alert tells of old ones',
  'invalid-dns': 'DNS settings of the tailnet that Tailscale would refuse',
  'invalid-policy': 'the tailnet policy has what Tailscale would refuse, or take for something else',
  'policy-test-failed': 'a test of the tailnet policy fails',
  'policy-untested':
    'the tests of the policy leave out what they ask for elsewhere: a grant of whom they test, or a person',
  'policy-dead-grant': 'a grant whose source or destination nothing carries',
  'policy-dead-app': 'a grant that tells an application something, over a network that no grant opens',
  'policy-dead-ssh': 'an SSH rule of the tailnet that lets nobody in',
  'policy-funnel': 'a device that may open itself to the internet with Funnel',
  'policy-unused-tag': 'a tag that has no owner, or that nothing uses',
  'policy-undone-denial': 'a proxy carries to what a test of the tailnet policy denies',
  'policy-wide-audience': 'people reach a name through a proxy whose audience they are no part of',
  'policy-ungivable-tag': 'an endpoint of a cluster carries a tag that its operator may not give',
  'policy-refused-flow': 'the tailnet policy refuses a declared flow',
  'policy-unapproved-host': 'a Tailscale Service waits until somebody approves its host by hand',
  'policy-unexplained-access': 'a machine can reach an endpoint that no flow or reasoned grant explains',
  'public-route-mismatch': 'a public host name without a proxy route, or the reverse',
  'unstated-exposure': 'the internet reaches a name, and nobody says since when, or why',
} as const satisfies Record<string, string>

export type FindingCode = keyof typeof findingCodes

/** What they find is left out, so that the rest can be looked at: accepted, the rendered files would lack it. */
const neverAccepted = [
  'failed-import',
  'wrong-type',
  'repeated-element',
  'unknown-store',
  'unchecked-types',
  'duplicate-service',
  'duplicate-host',
  'duplicate-path',
  'invalid-path',
  'hidden-character',
  'refused-text',
  'unfilled-slot',
  'stale-acceptance',
] as const satisfies readonly FindingCode[]

/** A finding that an estate may live with. */
export type AcceptableCode = Exclude<FindingCode, (typeof neverAccepted)[number]>

export function isAcceptable(code: unknown): code is AcceptableCode {
  return Object.keys(findingCodes).some(each => each === code) && !neverAccepted.some(each => each === code)
}

/** Where a finding is, and where to fix it. */
export interface Where {
  /** The service, host or other entity, by its name; `estate` for the estate itself. */
  readonly subject: string
  /** What acceptances match: the property inside the subject, dotted (`routes.ops.port`), or another word for it. */
  readonly path?: string
  /** The way to it inside the subject, where `path` does not spell it. */
  readonly keys?: Keys
  /** The way to it in what the estate states (`dist/estate.json`); see `locate`. */
  readonly at?: Keys
  /** The source file that declares the subject, relative to the repository's root. */
  readonly file?: string
  /** In that file, from 1. */
  readonly line?: number
  /** In that line, from 1. */
  readonly column?: number
  /** What is meant was said there, and not only what it stands in. */
  readonly exact?: boolean
}

export interface Finding {
  readonly code: FindingCode
  readonly where: Where
  /** What is wrong, one clause, no full stop. */
  readonly problem: string
  readonly got?: string
  readonly expected?: string
  /** What to do next, one clause in the imperative. */
  readonly fix: string
  /** While it stands, others of its kind cannot be looked for. */
  readonly hides?: true
  /** Why the estate lives with it; set by `resolve` when an acceptance matches. */
  readonly accepted?: string
}

/** `CODE where: what is wrong (got X, expected Y); do Z` */
export function formatFinding(finding: Finding): string {
  const { code, where, problem, got, expected, fix, accepted } = finding
  const place = `${where.subject}${where.path === undefined ? '' : `.${where.path}`}`
  const file = source(where)
  const details = [
    ...(got === undefined ? [] : [`got ${got}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
  ]
  const compare = details.length === 0 ? '' : ` (${details.join(', ')})`
  const tail = accepted === undefined ? `; ${fix}` : `; accepted: ${accepted}`
  return oneLine(`${code} ${place}${file}: ${problem}${compare}${tail}`)
}

/** ` [apps/x/services/web.ts:12:7]`: as editors and terminals open it. A file that stands above is not said again. */
function source({ file, line, column }: Where): string {
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  return place === '' ? '' : ` [${place}]`
}

/** A name may hold anything until it is refused; a finding stays one line, never drives a terminal, and reads as it is written. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => {
    const [short] = /^\\[bfnrt]$/.exec(JSON.stringify(character).slice(1, -1)) ?? []
    return short ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  })
}
