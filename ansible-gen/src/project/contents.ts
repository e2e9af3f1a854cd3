import type { Slots } from '@homelab/estate/contents'
import {
  type Finding,
  type Part,
  type Resolved,
  type ResolvedService,
  type ResolvedWithWorkloads,
  type Secret,
  type Slot,
  type SlotKind,
  text,
  whereInWorkload,
} from '@homelab/estate/model'
import { type Ini, type Json, printIni, printJson, printYaml } from '@homelab/formats'
import { type Expression, expression, mark, value } from '../ansible/jinja.ts'
import type { HostContent, Piece, SecretFilter } from '../host/content.ts'
import { type HostSlotFiller, hostContents } from '../host/content-part.ts'
import type { RoleScope } from './scope.ts'
import { secretMark, unquotedSecrets, writeSecrets } from './template.ts'

/** The filler of one kind of slot, among `hostSlots`. */
export function fillsHost<S extends object>(
  kind: SlotKind<S>,
  fill: (resolved: Resolved, service: ResolvedService, settings: S) => HostContent,
): Readonly<Record<string, HostSlotFiller>> {
  return {
    [kind.slot]: (resolved, service, slot) => (kind.is(slot) ? fill(resolved, service, slot.settings) : text('')),
  }
}

/** The fillers that the parts of an estate bring. */
export function fillersOf(parts: readonly Part[]): Readonly<Record<string, HostSlotFiller>> {
  return Object.fromEntries(hostContents.all(parts).flatMap(part => Object.entries(part.renderer.get().fillers)))
}

/** Prints the contents of files on hosts. */
export interface HostContents {
  readonly resolved: ResolvedWithWorkloads
  /** Slots whose text other packages fill. */
  readonly slots: Slots
  readonly hostSlots: Readonly<Record<string, HostSlotFiller>>
  readonly findings: Finding[]
}

/** The lines at the top of a file: Ansible's marker, and where the facts come from. */
export function marker(service: ResolvedService): readonly string[] {
  return [value`ansible_managed`, `Rendered from ${service.file}; do not edit: change the source and run synth.`]
}

/** A content as a template of the role. */
export function printContent(contents: HostContents, scope: RoleScope, content: HostContent): string {
  return scope.template(print(contents, scope, content))
}

function print(contents: HostContents, scope: RoleScope, content: HostContent): string {
  const header = marker(scope.service).join('\n')
  switch (content.kind) {
    case 'text':
      return content.text
    case 'pieces':
      return content.pieces.map(piece => pieceText(piece, scope)).join('')
    case 'ini': {
      const tree = { ...content.top, ...content.sections }
      // go-ini takes these quotes off, whatever is between them; a `#` or `;` would begin a comment otherwise.
      return writeSecrets(printIni(marked(tree, scope) as Ini, { header }), name => `"""${mark(name)}"""`)
    }
    case 'yaml':
      // JSON's strings are YAML's quoted strings.
      return writeSecrets(printYaml(marked(content.data, scope), { header }), name => value`${name} | to_json`)
    case 'json': {
      const text = printJson(marked(content.data, scope))
      return writeSecrets(unquotedSecrets(text), name => value`${name} | to_json`)
    }
    case 'slot':
      return fill(contents, scope, content)
  }
}

function pieceText(piece: Piece, scope: RoleScope): string {
  if (typeof piece === 'string') return piece
  if (piece.kind === 'secret') return mark(scope.secret(piece))
  // Own URLs became text when the estate was resolved.
  return piece.kind === 'filtered' ? mark(filters[piece.filter](scope.secret(piece.secret))) : ''
}

/** How a secret is written where another program reads it. */
const filters: Readonly<Record<SecretFilter, (secret: Expression) => Expression>> = {
  // libpq reads a backslash before a colon or backslash as that very sign.
  pgpass: secret => expression`${secret} | regex_replace('([:\\\\])', '\\\\\\1')`,
  // Compose reads escapes and variables there.
  dotenv: secret => expression`${secret} | regex_replace('([\\\\"$])', '\\\\\\1')`,
}

function fill(contents: HostContents, scope: RoleScope, slot: Slot): string {
  const { slot: name } = slot
  const { resolved, hostSlots, slots, findings } = contents
  const { service } = scope
  if (Object.hasOwn(hostSlots, name)) {
    const content = hostSlots[name]?.(resolved, service, slot)
    if (content !== undefined) return print(contents, scope, content)
  }
  const filler = Object.hasOwn(slots, name) ? slots[name] : undefined
  if (filler !== undefined) {
    const filled = filler(resolved, service, slot)
    if (typeof filled === 'string') return managed(filled)
    findings.push(...[filled].flat())
    return ''
  }
  findings.push({
    code: 'unfilled-slot',
    where: whereInWorkload(service, 'workload', slot),
    problem: 'no renderer fills this file',
    got: name,
    expected: [...Object.keys(hostSlots), ...Object.keys(slots)].join(', '),
    fix: 'use a known slot, or add its filler to the list of slots',
  })
  return ''
}

/** With Ansible's marker before the comment at the top of a text that knows nothing of Ansible. */
function managed(text: string): string {
  const [, sign] = /^(#|\/\/) /.exec(text) ?? []
  return sign === undefined ? text : `${sign} ${value`ansible_managed`}\n${text}`
}

/** The data with marks in place of its secrets. */
function marked(value: unknown, scope: RoleScope): Json {
  if (Array.isArray(value)) return value.map(member => marked(member, scope))
  if (typeof value !== 'object' || value === null) return value as Json
  if ('kind' in value && value.kind === 'secret') return secretMark(scope.secret(value as Secret))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marked(member, scope)]))
}
