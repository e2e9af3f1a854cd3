import { refuse, shown } from './refuse.ts'

/**
 * The tree of a Grafana Alloy configuration.
 * Syntax: https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/
 */
export interface AlloyBlock {
  /** Dotted identifiers, e.g. `loki.write`. */
  readonly name: string
  /** An identifier, unique among the components of that name. */
  readonly label?: string
  /** In the order in which they are printed. */
  readonly attributes: Readonly<Record<string, AlloyValue>>
  readonly blocks: readonly AlloyBlock[]
  /** Printed as `//` lines above the block. */
  readonly comment?: string
}

/** What an attribute holds. A plain object is an Alloy object; its keys are quoted where they are no identifiers. */
export type AlloyValue =
  | null
  | boolean
  | number
  | string
  | AlloyRef
  | AlloyCall
  | readonly AlloyValue[]
  | { readonly [key: string]: AlloyValue }

/** An export of another component, a constant or an argument: `loki.write.loki.receiver`. */
export class AlloyRef {
  readonly path: string
  constructor(path: string) {
    this.path = path
  }
}

/** A call of the standard library: `sys.env("X")`. */
export class AlloyCall {
  readonly callee: AlloyRef
  readonly args: readonly AlloyValue[]
  constructor(callee: AlloyRef, args: readonly AlloyValue[]) {
    this.callee = callee
    this.args = args
  }
}

type Attributes = Readonly<Record<string, AlloyValue>>

/** A component with a label, `block('loki.write', 'loki', {...}, [...])`, or a block without, `block('endpoint', {...})`. */
export function block(name: string, label: string, attributes?: Attributes, blocks?: readonly AlloyBlock[]): AlloyBlock
export function block(name: string, attributes?: Attributes, blocks?: readonly AlloyBlock[]): AlloyBlock
export function block(
  name: string,
  first?: string | Attributes,
  second?: Attributes | readonly AlloyBlock[],
  third?: readonly AlloyBlock[],
): AlloyBlock {
  return typeof first === 'string'
    ? { name, label: first, attributes: (second ?? {}) as Attributes, blocks: third ?? [] }
    : { name, attributes: first ?? {}, blocks: (second ?? []) as readonly AlloyBlock[] }
}

/** The block with `//` lines above it. */
export function commented(comment: string, of: AlloyBlock): AlloyBlock {
  return { ...of, comment }
}

const REFERENCE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\]|\["[^"\\\p{Cc}]*"\])*$/u
const KEYWORD = /^(?:true|false|null)$/

/**
 * @param path identifiers joined with dots, indexes as `[0]` or `["key"]`
 * @throws TypeError where it is no reference
 */
export function ref(path: string): AlloyRef {
  if (!REFERENCE.test(path) || KEYWORD.test(path))
    refuse('alloy', 'ref', `got ${shown(path)} (expected a reference such as loki.write.loki.receiver)`, path)
  return new AlloyRef(path)
}

/**
 * @param callee the function, e.g. `sys.env`
 * @throws TypeError where `callee` is no reference
 */
export function call(callee: string, ...args: readonly AlloyValue[]): AlloyCall {
  return new AlloyCall(ref(callee), args)
}
