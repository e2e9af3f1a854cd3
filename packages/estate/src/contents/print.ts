import { type Ini, printIni, printJson, printYaml } from '@homelab/formats'
import type { Content, Slot, SlotKind } from '../content.ts'
import type { Finding } from '../findings.ts'
import { whereInWorkload } from '../in-workload.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'

/** Fills a slot from the resolved estate: pure, gives the file's text, or why there is none. */
export type SlotFiller = (
  resolved: Resolved,
  service: ResolvedService,
  slot: Slot,
) => string | Finding | readonly Finding[]

/** The slots that renderers know, by name. */
export type Slots = Readonly<Record<string, SlotFiller>>

/** The filler of one kind of slot, among `Slots`. */
export function fills<S extends object>(
  kind: SlotKind<S>,
  fill: (resolved: Resolved, service: ResolvedService, settings: S) => ReturnType<SlotFiller>,
): Slots {
  return { [kind.slot]: (resolved, service, slot) => (kind.is(slot) ? fill(resolved, service, slot.settings) : '') }
}

/** Makes files of the resolved estate whose number depends on it: pure, gives each file's name and text. */
export type FileMaker = (
  resolved: Resolved,
  service: ResolvedService,
  settings: object,
) => Readonly<Record<string, string>>

/** The makers of files that renderers know, by name. */
export type FileMakers = Readonly<Record<string, FileMaker>>

/** A content as text, and what was wrong with it. */
export interface Printed {
  readonly text: string
  readonly findings: readonly Finding[]
}

/** Prints the contents of a service's files. */
export type ContentPrinter = (service: ResolvedService, content: Content) => Printed

/** Prints data with its format's library, and slots with their filler; a slot that nobody fills is a finding. */
export function contentPrinter(resolved: Resolved, slots: Slots): ContentPrinter {
  return (service, content) => {
    if (content.kind !== 'slot') return { text: print(content), findings: [] }
    const fill = Object.hasOwn(slots, content.slot) ? slots[content.slot] : undefined
    if (fill !== undefined) {
      const filled = fill(resolved, service, content)
      return typeof filled === 'string' ? { text: filled, findings: [] } : { text: '', findings: [filled].flat() }
    }
    const finding: Finding = {
      code: 'unfilled-slot',
      where: whereInWorkload(service, 'workload', content),
      problem: 'no renderer fills this file',
      got: content.slot,
      expected: Object.keys(slots).join(', ') || 'a known slot',
      fix: 'use a known slot, or add its filler to the list of slots',
    }
    return { text: '', findings: [finding] }
  }
}

function print(content: Exclude<Content, { kind: 'slot' }>): string {
  switch (content.kind) {
    case 'text':
      return content.text
    case 'yaml':
      return printYaml(content.data)
    case 'json':
      return printJson(content.data)
    case 'ini':
      // Own URLs became text when the estate was resolved.
      return printIni({ ...content.top, ...content.sections } as Ini)
  }
}
