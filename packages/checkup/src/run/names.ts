import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { type Answer, down, unknown } from './answer.ts'
import type { AskingOptions } from './asking.ts'
import { codeOf, seconds } from './problem.ts'

/** The detail of all questions that only a machine in the tailnet can ask. */
export const OUTSIDE = 'cannot be asked from here: this machine is not in the tailnet'

const missing = down('the name does not exist')

/** Where to connect to. */
export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly lookup: LookupFunction
}

/**
 * Looks names up once each, before the time of a connection begins to count: Node.js asks for four names at a time, and
 * those that wait for their turn would seem to be down.
 */
export class Names {
  readonly #options: AskingOptions
  readonly #known = new Map<string, Promise<readonly LookupAddress[] | Answer>>()

  constructor(options: AskingOptions) {
    this.#options = options
  }

  /** Where a name and port lead, or what stands in the way. */
  async endpoint(name: string, ofPort: number): Promise<Endpoint | Answer> {
    const { host, port } = this.#instead(name, ofPort)
    const addresses = await this.#addresses(host)
    if (this.#asksForTailnet(host, addresses) && (await this.#isOutside())) return unknown(OUTSIDE)
    if ('state' in addresses) return addresses
    return { host, port, lookup: answered(addresses) }
  }

  #instead(name: string, port: number): { readonly host: string; readonly port: number } {
    const instead = this.#options.connectTo[`${name}:${port}`]
    if (instead === undefined) return { host: name, port }
    const colon = instead.lastIndexOf(':')
    return { host: instead.slice(0, colon), port: Number(instead.slice(colon + 1)) }
  }

  /** Private names may have an address for everybody, and lead into the tailnet all the same. */
  #asksForTailnet(name: string, addresses: readonly LookupAddress[] | Answer): boolean {
    const { names, holds } = this.#options.tailnet
    if ('state' in addresses) return addresses === missing && names.includes(name)
    return addresses.every(({ address }) => holds(address))
  }

  /** A machine outside of the tailnet knows none of its names, whether the services are up or not. */
  async #isOutside(): Promise<boolean> {
    const { names } = this.#options.tailnet
    if (names.length === 0) return false
    const all = await Promise.all(names.map(each => this.#addresses(each)))
    return all.every(addresses => 'state' in addresses)
  }

  #addresses(name: string): Promise<readonly LookupAddress[] | Answer> {
    const found = this.#known.get(name) ?? this.#find(name)
    this.#known.set(name, found)
    return found
  }

  async #find(name: string): Promise<readonly LookupAddress[] | Answer> {
    const { timeoutMs } = this.#options
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const timer = setTimeout(() => resolve(unknown(`no name server answers within ${seconds(timeoutMs)}`)), timeoutMs)
    try {
      return await Promise.race([lookup(name, { all: true }), promise])
    } catch (error) {
      // getaddrinfo(3): all but a name that does not exist is a trouble of this machine's.
      return codeOf(error) === 'ENOTFOUND' ? missing : unknown(`looking up the name: ${codeOf(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Gives sockets the addresses that are known already. */
function answered(addresses: readonly LookupAddress[]): LookupFunction {
  return (_, options, callback) => {
    if (options.all === true) callback(null, [...addresses])
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family)
  }
}
