import type { Device, Inventory, Tag, TailscaleService } from '../../src/index.ts'

/** A small tailnet with one of everything. */
export const example: Inventory = {
  users: [
    { login: 'ada@example.com', role: 'owner' },
    { login: 'ben@example.com', role: 'admin' },
    { login: 'cal@example.com', role: 'member' },
    { login: 'dee@example.com', role: 'network-admin' },
  ],
  endpoints: [
    owned('ada-laptop', 'ada@example.com', '100.64.0.11'),
    owned('ada-phone', 'ada@example.com', '100.64.0.12'),
    owned('ben-desk', 'ben@example.com', '100.64.0.13'),
    owned('cal-laptop', 'cal@example.com', '100.64.0.14', 'fd7a:115c:a1e0::14'),
    owned('dee-tablet', 'dee@example.com', '100.64.0.15'),
    { ...tagged('nas', ['tag:nas'], '100.64.0.20'), ports: [{ protocol: 'tcp', port: 445 }] },
    tagged('web', ['tag:web'], '100.64.0.21'),
    tagged('web-db', ['tag:web', 'tag:db'], '100.64.0.22'),
    tagged('proxy', ['tag:proxy'], '100.64.0.23'),
    tagged('cluster', ['tag:cluster'], '100.64.0.24'),
    tagged('router', ['tag:router'], '100.64.0.25'),
    { ...tagged('exit', ['tag:exit'], '100.64.0.26'), exitNode: true },
    service('svc:docs', ['tag:cluster', 'tag:target'], 443),
    service('svc:sql', ['tag:cluster'], 5432),
    { kind: 'subnet', name: 'lab', cidr: '10.20.0.0/16', routers: ['router'] },
  ],
}

function owned(name: string, owner: string, ...addresses: readonly string[]): Device {
  return { kind: 'device', name, identity: { by: 'owner', owner }, addresses }
}

function tagged(name: string, tags: readonly [Tag, ...Tag[]], ...addresses: readonly string[]): Device {
  return { kind: 'device', name, identity: { by: 'tags', tags }, addresses }
}

function service(name: `svc:${string}`, tags: readonly Tag[], port: number): TailscaleService {
  return { kind: 'service', name, tags, ports: [{ protocol: 'tcp', port }], hosts: ['cluster'] }
}
