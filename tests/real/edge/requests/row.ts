import { request } from '../client.ts'

/** One request and what must come of it. */
export interface Row {
  readonly name: string
  readonly raw: string
  /** The edge by default. */
  readonly from?: string
  /** 0: the connection is closed without an answer. */
  readonly status: number
  readonly body?: RegExp
  /** A name with `undefined`: the header is not there. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** The URLs that stand-ins were asked for, by stand-in; by default nobody is asked for anything. */
  readonly asked?: Readonly<Record<string, readonly string[]>>
  /** The provider that it is about; every one by default. */
  readonly only?: string
  /** nginx goes on reading for a while, so that the client reads the answer. */
  readonly lingers?: true
  /** The client's address in the access log. */
  readonly client?: string
}

export const DOCS = 'docs.lab.example'
export const FORGE = 'forge.lab.example'
export const filler = (length: number): string => 'x'.repeat(length)

/** A request of a client of its own, so that no row spends another's rate. */
let clients = 0
export function ask(line: string, headers: Record<string, string | readonly string[]>, body = ''): string {
  clients += 1
  return request(line, { 'Fly-Client-IP': `203.0.113.${clients}`, ...headers }, body)
}

export const docs = (line: string, headers: Record<string, string | readonly string[]> = {}, body = ''): string =>
  ask(line, { Host: DOCS, ...headers }, body)
export const forge = (line: string, headers: Record<string, string | readonly string[]> = {}, body = ''): string =>
  ask(line, { Host: FORGE, ...headers }, body)
