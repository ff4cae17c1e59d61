import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type MadeCredential, type UsedCredential } from '@libs/contracts';

type Key = { readonly id: string; readonly key: KeyObject; readonly rpId: string; counter: number };

/** How a test lets the authenticator misbehave. */
export type Misbehaviour = {
  /** Of the page that asks; a phishing page has another one. */
  readonly origin?: string;
  readonly rpId?: string;
  /** The person was not verified: no finger, no code. */
  readonly unverified?: boolean;
  readonly challenge?: string;
  readonly counter?: number;
  /** Another key signs. */
  readonly foreignKey?: boolean;
};

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const [PRESENT, VERIFIED, WITH_KEY] = [0x01, 0x04, 0x40];

/** A passkey on a device, and the browser before it (WebAuthn level 2, ES256, no attestation), in some lines of node:crypto. */
export class Authenticator {
  readonly keys: Key[] = [];

  /** navigator.credentials.create */
  make(
    options: { readonly challenge: string; readonly rp: { readonly id: string } },
    origin: string,
    wrong: Misbehaviour = {},
  ): MadeCredential {
    const { privateKey, publicKey } = newPair();
    const rpId = wrong.rpId ?? options.rp.id;
    const id = randomBytes(32);
    const key: Key = { id: id.toString('base64url'), key: privateKey, rpId, counter: 0 };
    this.keys.push(key);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const cose = map([
      [int(1), int(2)],
      [int(3), int(-7)],
      [int(-1), int(1)],
      [int(-2), bytes(Buffer.from(x, 'base64url'))],
      [int(-3), bytes(Buffer.from(y, 'base64url'))],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
    const authData = Buffer.concat([head(rpId, 0, wrong, WITH_KEY), attested]);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return {
      ...named(key),
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, origin, wrong).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** navigator.credentials.get, with the last passkey of this device. */
  use(options: { readonly challenge: string }, origin: string, wrong: Misbehaviour = {}): UsedCredential {
    const key = this.keys.at(-1);
    if (!key) throw new Error('There is no passkey on this device.');
    key.counter = wrong.counter ?? key.counter + 1;
    const authData = head(wrong.rpId ?? key.rpId, key.counter, wrong, 0);
    const client = clientData('webauthn.get', options.challenge, origin, wrong);
    const signing = wrong.foreignKey ? newPair().privateKey : key.key;
    const signature = createSign('sha256').update(authData).update(sha256(client)).sign(signing);
    return {
      ...named(key),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
      },
    };
  }
}

const named = ({ id }: Key) => ({ id, rawId: id, type: 'public-key' as const });

const clientData = (type: string, challenge: string, origin: string, wrong: Misbehaviour): Buffer =>
  Buffer.from(
    JSON.stringify({
      type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? origin,
      crossOrigin: false,
    }),
  );

function head(rpId: string, counter: number, { unverified = false }: Misbehaviour, more: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([PRESENT | (unverified ? 0 : VERIFIED) | more]), count]);
}

/** As much of CBOR (RFC 8949) as WebAuthn needs. */
function cbor(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}
const int = (value: number): Buffer => (value < 0 ? cbor(1, -1 - value) : cbor(0, value));
const bytes = (value: Uint8Array): Buffer => Buffer.concat([cbor(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([cbor(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([cbor(5, entries.length), ...entries.flat()]);
