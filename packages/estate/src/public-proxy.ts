import { present } from '@homelab/formats/present'
import type { Content } from './content.ts'
import type { Finding } from './findings.ts'
import { contract, type Part, type Renderer } from './part.ts'
import type { RenderedFile } from './projection.ts'
import type { PublicSite } from './public-sites.ts'
import type { Resolved, ServiceWithWorkload } from './resolved.ts'
import type { Mine } from './runs/part.ts'
import type { PublicProxy } from './runs/public-proxy.ts'
import type { Step } from './runs/step.ts'
import type { Workload } from './workload.ts'

/**
 * What serves the public names. A provider is a workload, which runs as its part of the contract `workload` says (with
 * `publicProxy` in its `Runs`, which is all that guides, checks and commands read), and this.
 */
export const publicProxies = contract<PublicProxyPart>('public-proxy')

export interface PublicProxyPart extends Part {
  readonly contract: 'public-proxy'
  /**
   * What it is where the pods, or the programs of a host, run it that any workload has: the workload says its settings as its
   * `publicProxy`, and asks.
   */
  readonly inWorkload?: (settings: PublicProxySettings, run: PublicProxyRun) => PublicProxy
  /** What renders its files, and finds what is wrong; none where it is set up as any other service of its host is. */
  readonly renderer?: Renderer<PublicProxyRenderer>
  /** What starts its programs, imported when a task asks for it; none where its steps are all there is. */
  readonly commands?: () => Promise<PublicProxyCommands>
}

/** What an ordinary workload says of the public proxy that it runs. Plain data of a provider, made by its constructor. */
export interface PublicProxySettings {
  readonly kind: string
}

/** The workload that runs a proxy, as it runs. */
export interface PublicProxyRun {
  readonly mine: Mine
  /** What keeps it running, and what brings it there, by id. */
  readonly unit: string
  readonly delivery: string
  /** All that can be done with both. */
  readonly operations: readonly Step[]
  /** Its folder below the one that `synth` writes. */
  readonly rendered: string
}

/** The provider of a workload: by what the workload runs, else by its own kind. */
export function publicProxyOf(parts: readonly Part[], workload: Workload): PublicProxyPart | undefined {
  return publicProxies.of(parts, settingsOf(workload)?.kind ?? workload.kind)
}

function settingsOf(workload: Workload): PublicProxySettings | undefined {
  return (workload as { readonly publicProxy?: PublicProxySettings }).publicProxy
}

/** What a workload is as the public proxy, where it says so. */
export function proxyInWorkload(
  settings: PublicProxySettings | undefined,
  run: PublicProxyRun,
): { readonly publicProxy?: PublicProxy } {
  if (settings === undefined) return {}
  return present({ publicProxy: publicProxies.of(run.mine.parts, settings.kind)?.inWorkload?.(settings, run) })
}

/** What a proxy is asked for; how, stands in its own workload. */
export interface PublicProxyRequest {
  readonly resolved: Resolved
  readonly service: ServiceWithWorkload
  /** What it serves, and nothing else. */
  readonly sites: readonly PublicSite[]
  /** The line that each file begins with, without the sign of a comment. */
  readonly header: string
  /** A content of its workload, printed. */
  readonly print: (content: Content) => { readonly text: string; readonly findings: readonly Finding[] }
}

export interface PublicProxyRenderer {
  readonly render: (request: PublicProxyRequest) => {
    /** Below the folder that `PublicProxy.rendered` names. */
    readonly files: readonly RenderedFile[]
    readonly findings: readonly Finding[]
  }
}

/** The proxy that a task is about. */
export interface PublicProxyAtWork {
  /** The service, by name, and what its provider calls what runs of it: see `PublicProxy.name`. */
  readonly service: string
  readonly name: string
  /** What it serves to the internet, by name. */
  readonly hostnames: readonly string[]
}

/** What a command has of whoever runs it. */
export interface PublicProxyTerminal {
  readonly write: (text: string) => void
  /** Marks text that a person must not overlook. */
  readonly loud: (text: string) => string
  /** Shows what is under way. */
  readonly show: (text: string) => void
  /** The error that ends the run: what went wrong, and a clause in the imperative. */
  readonly stopped: (problem: string, fix: string) => Error
  /** Only say what would be done. */
  readonly dryRun: boolean
}

/** A key by which the machine joins the tailnet. */
export interface HandedKey {
  /** What the stack calls it. */
  readonly output: string
  /** Its value. */
  readonly read: () => Promise<string>
}

export interface PublicProxyCommands {
  /** What they start, by name, and the page that tells how to install it. */
  readonly program: { readonly name: string; readonly install: string }
  /** Brings the rendered files to where they run. @param folder absolute; @param shown as people write it */
  readonly deploy: (
    proxy: PublicProxyAtWork,
    folder: { readonly path: string; readonly shown: string },
    terminal: PublicProxyTerminal,
  ) => Promise<void>
  /** Adds what it lacks of a key, addresses and certificates; what is there stays. */
  readonly setUp: (proxy: PublicProxyAtWork, key: HandedKey, terminal: PublicProxyTerminal) => Promise<void>
  readonly shutOff: {
    /** The command, as a person would type it. */
    readonly line: (proxy: PublicProxyAtWork) => string
    readonly run: (proxy: PublicProxyAtWork, terminal: PublicProxyTerminal) => Promise<void>
    /** The command that takes it back. */
    readonly back: (proxy: PublicProxyAtWork) => string
  }
  /** What runs otherwise than it is rendered, lacks something, or has more. It changes nothing. */
  readonly drift?: (
    proxy: PublicProxyAtWork,
    folder: { readonly path: string },
    terminal: PublicProxyTerminal,
  ) => Promise<{ readonly compared: number; readonly differences: readonly PublicProxyDifference[] }>
}

/** Something of the proxy that is live, against what is rendered. */
export interface PublicProxyDifference {
  /** `file nginx.conf`, `settings`, `certificate for docs.example.org`. */
  readonly what: string
  readonly how: 'changed' | 'missing' | 'extra'
  /** The fields that differ, where it has some; never a value. */
  readonly details: readonly string[]
}
