import { z } from 'zod';
import { Moment, Uuid } from './text';

/** What browsers and servers say to each other about passkeys (WebAuthn), as JSON. Bytes are base64url. */
const Bytes = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(60_000);
const CredentialId = Bytes.min(1).max(1400);
const Transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
const UserVerification = z.enum(['discouraged', 'preferred', 'required']);
const Attachment = z.enum(['cross-platform', 'platform']);
const Named = z.object({ id: CredentialId, type: z.literal('public-key'), transports: z.array(Transport).optional() });

/** PUT /account/passkeys/options: what the browser makes a passkey with. */
export const PasskeyCreation = z.object({
  challenge: Bytes,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: Bytes, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
  timeout: z.number(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(Named),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: UserVerification,
  }),
});
export type PasskeyCreation = z.infer<typeof PasskeyCreation>;

/** POST /session/passkey-options: what the browser asks a passkey with; any that it has for this address. */
export const PasskeyRequest = z.object({
  challenge: Bytes,
  rpId: z.string(),
  timeout: z.number(),
  userVerification: UserVerification,
});
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;

const credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  authenticatorAttachment: Attachment.optional().catch(undefined),
};

/** What the browser answers when it made one. */
export const MadeCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});
export type MadeCredential = z.infer<typeof MadeCredential>;

/** What the browser answers when a person used one. */
export const UsedCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: Bytes.optional(),
  }),
});
export type UsedCredential = z.infer<typeof UsedCredential>;

const PasskeyName = z.string().trim().min(1).max(80);

/** POST /account/passkeys */
export const NewPasskey = z.object({ name: PasskeyName, credential: MadeCredential });
export type NewPasskey = z.infer<typeof NewPasskey>;

/** PUT /account/passkeys/{id} */
export const PasskeyRenaming = z.object({ name: PasskeyName });
export type PasskeyRenaming = z.infer<typeof PasskeyRenaming>;

export const Passkey = z.object({
  id: Uuid,
  name: z.string(),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;
