import type { Textfile } from '@homelab/estate'
import { is, listOf, number, oneOf, onlyFields, type RulesOf, recordOf, text, yes } from '@homelab/estate/shape'
import type { Collector, SystemdCollector } from '../host/collector.ts'
import type { Directory, HostFile, Owner } from '../host/files.ts'
import type { BrewService, LaunchAgent, Program, SystemdUnit } from '../host/programs.ts'
import { byKind, command, schedule, yesOrNo } from './common.ts'
import { content } from './content.ts'

const mode = is('four octal digits', value => typeof value === 'string' && /^0[0-7]{3}$/.test(value))
const owner = onlyFields({ user: text }, { group: text } satisfies RulesOf<Omit<Owner, 'user'>>)
const placed = { path: text, mode } satisfies RulesOf<Omit<Directory, 'owner'>>
export const directory = onlyFields(placed, { owner })
export const file = onlyFields({ ...placed, content } satisfies RulesOf<Omit<HostFile, 'owner'>>, { owner })
export const log = onlyFields(
  { kind: oneOf('log-file'), path: text, stream: oneOf('stdout', 'stderr') },
  { label: text },
)
const ofTextfile = { kind: oneOf('textfile'), path: text, exporter: text, everySeconds: number }
const textfile = onlyFields(ofTextfile, {
  repository: text,
} satisfies RulesOf<Omit<Textfile, keyof typeof ofTextfile>>)

const reads = listOf(file)
const ofBrewService = { kind: text, formula: text, logs: listOf(log) } satisfies RulesOf<Omit<BrewService, 'reads'>>
const ofAgent = { kind: text, label: text, program: command, out: text, err: text, tailed: listOf(log) }
const agent = onlyFields(ofAgent, {
  reads,
  environment: recordOf(text),
  workingDirectory: text,
  keepAlive: yesOrNo,
  schedule,
  everySeconds: number,
  root: yes,
  // Of collectors.
  script: text,
  writes: textfile,
} satisfies RulesOf<Omit<LaunchAgent & Collector, keyof typeof ofAgent>>)
const journal = onlyFields({ kind: oneOf('journal-log'), unit: text })
const ofUnit = { kind: text, unit: text, description: text, program: command, journal }
const unit = onlyFields(ofUnit, {
  reads,
  user: text,
  environment: recordOf(text),
  environmentFiles: listOf(text),
  workingDirectory: text,
  after: listOf(text),
  schedule,
  everySeconds: number,
  catchesUp: yes,
  writes: textfile,
} satisfies RulesOf<Omit<SystemdUnit & SystemdCollector, keyof typeof ofUnit>>)

/** What runs on a host. */
export const program = byKind<Program['kind']>({
  'brew-service': onlyFields(ofBrewService, { reads }),
  'launch-agent': agent,
  'systemd-unit': unit,
})
