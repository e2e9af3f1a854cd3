import type { ICluster } from '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Cluster'
import { Construct } from 'constructs'
import { CustomObject } from './custom-object.ts'

type Spec = NonNullable<ICluster['spec']>
type InitDb = NonNullable<NonNullable<Spec['bootstrap']>['initdb']>
type ManagedRole = NonNullable<NonNullable<Spec['managed']>['roles']>[number]

export interface PostgresClusterProps {
  readonly name: string
  readonly namespace: string
  readonly instances: number
  /** Image reference with tag. */
  readonly image: string
  readonly storage: { readonly size: string; readonly storageClass: string }
  /** The first database, its owner, and SQL run in it once. Can't be changed later. */
  readonly bootstrap?: { readonly database: string; readonly owner: string; readonly postInitSql?: readonly string[] }
  readonly roles: readonly PostgresRole[]
  readonly resources: NonNullable<Spec['resources']>
  readonly parameters: Readonly<Record<string, string>>
  readonly preloadLibraries?: readonly string[]
  /** Rows of pg_hba.conf, in order. */
  readonly accessRules: readonly string[]
}

export interface PostgresRole {
  readonly name: string
  readonly superuser?: boolean
  readonly createdb?: boolean
  readonly createrole?: boolean
  readonly memberOf?: readonly string[]
  /** A Secret of type `kubernetes.io/basic-auth`. */
  readonly passwordSecret: string
}

/** A PostgreSQL cluster of CloudNativePG: https://cloudnative-pg.io/documentation/current/ */
export class PostgresCluster extends Construct {
  constructor(scope: Construct, id: string, props: PostgresClusterProps) {
    super(scope, id)
    const { name, namespace, instances, image, storage, bootstrap, roles, resources } = props
    const manifest: ICluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name, namespace },
      spec: {
        instances,
        imageName: image,
        storage,
        ...(bootstrap !== undefined && { bootstrap: { initdb: initdb(bootstrap) } }),
        ...(roles.length > 0 && { managed: { roles: roles.map(managedRole) } }),
        resources,
        postgresql: {
          parameters: { ...props.parameters },
          pg_hba: [...props.accessRules],
          ...(props.preloadLibraries !== undefined && { shared_preload_libraries: [...props.preloadLibraries] }),
        },
      },
    }
    new CustomObject(this, 'cluster', manifest)
  }
}

function initdb({ database, owner, postInitSql = [] }: NonNullable<PostgresClusterProps['bootstrap']>): InitDb {
  return { database, owner, ...(postInitSql.length > 0 && { postInitApplicationSQL: [...postInitSql] }) }
}

function managedRole({ name, superuser, createdb, createrole, memberOf, passwordSecret }: PostgresRole): ManagedRole {
  return {
    name,
    ensure: 'present',
    login: true,
    inherit: true,
    connectionLimit: -1,
    ...(superuser === true && { superuser }),
    ...(createdb === true && { createdb }),
    ...(createrole === true && { createrole }),
    ...(memberOf !== undefined && { inRoles: [...memberOf] }),
    passwordSecret: { name: passwordSecret },
  }
}
