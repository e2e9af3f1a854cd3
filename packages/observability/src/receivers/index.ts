import { mailReceiver } from './mail/index.ts'
import { ntfyReceiver } from './ntfy/index.ts'
import type { ReceiverPart } from './receiver.ts'
import { webhookReceiver } from './webhook/index.ts'

export { type Mail, mail } from './mail/index.ts'
export { type Ntfy, type NtfyAddress, ntfy, ntfyAddress } from './ntfy/index.ts'
export { type AlertReceiver, type ReceiverPart, receiverPart } from './receiver.ts'
export { type Webhook, webhook } from './webhook/index.ts'

/** The receivers of alerts that these packages know. */
export const standardReceivers: readonly ReceiverPart[] = [mailReceiver, ntfyReceiver, webhookReceiver]
