import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application'
import { Construct } from 'constructs'
import { CustomObject } from '../../constructs/custom-object.ts'

type Spec = IApplication['spec']
type Source = NonNullable<Spec['sources']>[number]

export interface ArgoApplicationProps {
  readonly name: string
  /** The namespace of the Application object. */
  readonly namespace: string
  readonly project: string
  /** One source, or several in order. */
  readonly sources: readonly [Source, ...Source[]]
  readonly destination: { readonly server: string; readonly namespace?: string }
  readonly syncOptions: readonly string[]
  readonly ignoreDifferences?: readonly NonNullable<Spec['ignoreDifferences']>[number][]
}

/** An Argo CD Application, synced by hand: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
export class ArgoApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id)
    const { name, namespace, project, sources, destination, syncOptions, ignoreDifferences = [] } = props
    const [first, ...more] = sources
    const manifest: IApplication = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace },
      spec: {
        project,
        ...(more.length === 0 ? { source: first } : { sources: [...sources] }),
        destination,
        syncPolicy: { syncOptions: [...syncOptions] },
        ...(ignoreDifferences.length > 0 && { ignoreDifferences: [...ignoreDifferences] }),
      },
    }
    new CustomObject(this, 'application', manifest)
  }
}
