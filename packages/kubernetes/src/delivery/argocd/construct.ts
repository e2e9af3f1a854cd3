import { present } from '@homelab/formats/present'
import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application'
import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject'
import { Construct } from 'constructs'
import { CustomObject } from '../../constructs/custom-object.ts'

type Spec = IApplication['spec']
type Source = NonNullable<Spec['sources']>[number]

/** A cluster as its Argo CD calls it: by the address of its API, or by the name in its Secret. */
type Destination = ({ readonly server: string } | { readonly name: string }) & { readonly namespace?: string }

export interface ArgoApplicationProps {
  readonly name: string
  /** The namespace of the Application object. */
  readonly namespace: string
  readonly project: string
  /** One source, or several in order. */
  readonly sources: readonly [Source, ...Source[]]
  readonly destination: Destination
  /** Without it somebody syncs by hand. */
  readonly automated?: NonNullable<NonNullable<Spec['syncPolicy']>['automated']>
  readonly syncOptions: readonly string[]
  readonly ignoreDifferences?: readonly NonNullable<Spec['ignoreDifferences']>[number][]
}

/** An Argo CD Application: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id)
    const { name, namespace, project, sources, destination, automated, syncOptions, ignoreDifferences = [] } = props
    const [first, ...more] = sources
    const manifest: IApplication = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace },
      spec: {
        project,
        ...(more.length === 0 ? { source: first } : { sources: [...sources] }),
        destination,
        syncPolicy: { ...present({ automated }), syncOptions: [...syncOptions] },
        ...(ignoreDifferences.length > 0 && { ignoreDifferences: [...ignoreDifferences] }),
      },
    }
    new CustomObject(this, 'application', manifest)
  }
}

type ProjectSpec = NonNullable<IAppProject['spec']>

export interface ArgoProjectProps {
  readonly name: string
  /** That of its Applications. */
  readonly namespace: string
  readonly syncWindows?: NonNullable<ProjectSpec['syncWindows']>
  /** What it allows; by default all. */
  readonly allows?: Pick<
    ProjectSpec,
    'clusterResourceWhitelist' | 'namespaceResourceWhitelist' | 'destinations' | 'sourceRepos'
  >
}

const everything: ArgoProjectProps['allows'] = {
  clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  destinations: [{ namespace: '*', server: '*' }],
  sourceRepos: ['*'],
}

/**
 * An Argo CD project, which allows what Argo CD's own `default` does where nothing else is said. No sync prunes it: without their project no
 * Application is synced. https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project
 */
export class ArgoProject extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, syncWindows, allows = everything }: ArgoProjectProps) {
    super(scope, id)
    const manifest: IAppProject = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name, namespace, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
      spec: { ...allows, ...present({ syncWindows }) },
    }
    new CustomObject(this, 'project', manifest)
  }
}
