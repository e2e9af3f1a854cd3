import {
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
import { type CaddySettings, caddyfileSlot } from '../caddy/index.ts'
import {
  type BorgmaticCheck,
  type BorgmaticSettings,
  borgmaticSlot,
  pgpassSlot,
  recorderSlot,
  restoreTestSlot,
  runSlot,
} from '../host/borgmatic.ts'
import { type ScriptSettings, scriptSlots } from '../host/scripts.ts'
import { type WrapperSettings, wrapperSlot } from '../host/wrapper.ts'
import { command, yesOrNo } from './common.ts'

const ofBorgmatic = {
  configuration: text,
  command,
  borg: text,
  jq: text,
  postgresPrograms: text,
  postgresVersion: number,
  repository: onlyFields(
    {
      path: text,
      label: text,
      encryption: oneOf('repokey', 'repokey-blake2', 'keyfile'),
      appendOnly: yesOrNo,
    } satisfies RulesOf<Omit<BorgmaticSettings['repository'], 'mountPoint'>>,
    { mountPoint: text },
  ),
  passCommand: text,
  keep: onlyFields({ daily: number, monthly: number, yearly: number } satisfies RulesOf<BorgmaticSettings['keep']>),
  checks: listOf(
    onlyFields({
      name: oneOf('repository', 'archives', 'data', 'extract'),
      frequency: text,
    } satisfies RulesOf<BorgmaticCheck>),
  ),
  lockWaitSeconds: number,
  waitSeconds: number,
  runner: text,
  recorder: text,
  records: text,
} satisfies RulesOf<Omit<BorgmaticSettings, 'sqlite' | 'mariadb'>>
const borgmatic = onlyFields(ofBorgmatic, {
  sqlite: onlyFields({ program: text, copies: text } satisfies RulesOf<NonNullable<BorgmaticSettings['sqlite']>>),
  mariadb: onlyFields({ programs: text, server: text } satisfies RulesOf<NonNullable<BorgmaticSettings['mariadb']>>),
} satisfies RulesOf<Pick<BorgmaticSettings, 'sqlite' | 'mariadb'>>)

const option: Rule = (value, path) => (isRecord(value) ? onlyFields({ variable: text }) : text)(value, path)
const oneToken = onlyFields({ provider: text, tokenVariable: text })
const severalOptions = onlyFields({ provider: text, options: recordOf(option) })
const caddy = onlyFields({
  dns: (value, path) => (isRecord(value) && 'options' in value ? severalOptions : oneToken)(value, path),
  unknownHost: onlyFields({ status: number, body: text } satisfies RulesOf<CaddySettings['unknownHost']>),
  example: text,
} satisfies RulesOf<CaddySettings>)

/** The settings of each collector's script, besides its output file. */
const scripts = {
  borgmatic: { settings: borgmatic, timeoutSeconds: number, lockWaitSeconds: number },
  jellyfin: { keyFile: text, jq: text, timeoutSeconds: number },
  minikube: { minikube: text, kubectl: text, jq: text, profile: text, timeoutSeconds: number },
  power: { powermetrics: text, timeoutSeconds: number },
  zot: { timeoutSeconds: number },
} satisfies { readonly [K in keyof ScriptSettings]: RulesOf<ScriptSettings[K]> }

const settings: ReadonlyMap<unknown, Rule> = new Map([
  [caddyfileSlot, caddy],
  [borgmaticSlot, borgmatic],
  [pgpassSlot, onlyFields({})],
  [recorderSlot, borgmatic],
  [restoreTestSlot, borgmatic],
  [runSlot, borgmatic],
  [wrapperSlot, onlyFields({ variables: recordOf(text), program: command } satisfies RulesOf<WrapperSettings>)],
  ...Object.entries(scripts).map(
    ([of, rules]) => [scriptSlots[of as keyof ScriptSettings], onlyFields({ textfile: text, ...rules })] as const,
  ),
])
const anySettings = is('an object', isRecord)

/** A slot. Those of other packages are theirs to look into. */
export const slot: Rule = (value, path) => {
  const known = isRecord(value) ? settings.get(value['slot']) : undefined
  return onlyFields({ kind: text, slot: text, settings: known ?? anySettings })(value, path)
}
