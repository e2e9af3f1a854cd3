import { ApiObject } from 'cdk8s'
import type { Construct } from 'constructs'

/** What every object of a custom kind has. */
interface CustomManifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
  readonly spec?: object
}

/** An object of a custom kind, typed by the kind's model; CDK8s's own class takes anything. */
export class CustomObject<T extends CustomManifest> extends ApiObject {
  constructor(scope: Construct, id: string, manifest: T) {
    super(scope, id, { ...manifest })
  }
}
