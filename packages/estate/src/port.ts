import { made } from './made.ts'
/** A port on which a service answers. */
export interface Port {
  readonly protocol: 'http' | 'https' | 'tcp' | 'udp'
  /** What consumers connect to. */
  readonly port: number
  /** Where the process listens, when that is another number (a container behind a Service). */
  readonly target?: number
  /** Opened on every node of the cluster; for clusters without an ingress of their own. */
  readonly nodePort?: number
}

type PortDetails = Omit<Port, 'protocol' | 'port'>

/** Plain HTTP. */
export function http(port: number, details: PortDetails = {}): Port {
  return made({ protocol: 'http', port, ...details })
}

/** HTTPS that the service itself terminates. */
export function https(port: number, details: PortDetails = {}): Port {
  return made({ protocol: 'https', port, ...details })
}

/** Any other protocol over TCP. */
export function tcp(port: number, details: PortDetails = {}): Port {
  return made({ protocol: 'tcp', port, ...details })
}

/** Any protocol over UDP. */
export function udp(port: number, details: PortDetails = {}): Port {
  return made({ protocol: 'udp', port, ...details })
}

/** Whether something can listen there: a whole number from 1 to 65535. */
export function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535
}
