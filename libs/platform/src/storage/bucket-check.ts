import { ConfigError } from '../config/config-error';
import { type Bucket } from './bucket';
import { type BucketFailure } from './bucket-failure';
import { StorageAway } from './errors';

type Wrong = { readonly setting: string; readonly de: string; readonly en: string };

const key = 'S3_ACCESS_KEY_ID';
const region = {
  setting: 'S3_REGION',
  de: 'der Speicher nennt eine andere Region',
  en: 'the store names another region',
};

/** What the store says → which setting is to blame. Values are never repeated. */
const blame: Readonly<Record<string, Wrong>> = {
  InvalidAccessKeyId: {
    setting: key,
    de: 'der Speicher kennt diesen Schlüssel nicht',
    en: 'the store does not know this key',
  },
  SignatureDoesNotMatch: {
    setting: 'S3_SECRET_ACCESS_KEY',
    de: 'das Geheimnis passt nicht zum Schlüssel',
    en: 'the secret does not belong to the key',
  },
  NoSuchBucket: { setting: 'S3_BUCKET', de: 'diesen Bucket gibt es nicht', en: 'there is no such bucket' },
  InvalidBucketName: { setting: 'S3_BUCKET', de: 'so kann kein Bucket heißen', en: 'no bucket can be called this' },
  AuthorizationHeaderMalformed: region,
  PermanentRedirect: region,
  AccessDenied: {
    setting: key,
    de: 'der Schlüssel darf in diesem Bucket nicht lesen (nötig sind GetObject, PutObject und ListBucket)',
    en: 'the key may not read in this bucket (it needs GetObject, PutObject and ListBucket)',
  },
  RequestTimeTooSkewed: {
    setting: 'S3_ENDPOINT',
    de: 'die Uhren dieses Rechners und des Speichers gehen mehr als 15 Minuten auseinander',
    en: 'the clocks of this machine and of the store differ by more than 15 minutes',
  },
};

const elsewhere: Wrong = {
  setting: 'S3_ENDPOINT',
  de: 'dort antwortet etwas, aber kein S3-Speicher, der diesen Bucket lesen lässt',
  en: 'something answers there, but no S3 store that lets this bucket be read',
};

/**
 * Asks the store for something that is not there. A definite "no" is a wrong setting and refuses the start; no answer is an
 * outage, in which cases can still be worked on.
 */
export async function checkBucket(bucket: Bucket, prefix: string): Promise<void> {
  const failure = await bucket.probe(prefix === '' ? '.check' : `${prefix}/.check`);
  if (failure === undefined) return;
  if (failure.status === undefined || failure.status >= 500) throw new StorageAway(new Error(said(failure)));

  const { setting, de, en } = blame[failure.code] ?? elsewhere;
  throw new ConfigError({
    de: `Das Archiv im S3-Speicher ist nicht nutzbar, das Programm startet nicht. ${setting}: ${de} (${said(failure)}). Bitte berichtigen und neu starten.`,
    en: `The archive in the S3 store cannot be used, so the program does not start. ${setting}: ${en} (${said(failure)}). Correct it and start again.`,
  });
}

const said = ({ code, status }: BucketFailure): string =>
  status === undefined ? code : `${code}, HTTP ${String(status)}`;
