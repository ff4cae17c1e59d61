import {
  Account,
  NewPasskey,
  NewPassword,
  NewSecondFactor,
  Passkey,
  PasskeyCreation,
  PasskeyRenaming,
  RecoveryCodes,
  SecondFactorSetup,
} from '@libs/contracts';
import { notFound, type Route } from './route';

const proofTooOld = { 403: 'Der letzte Nachweis der Person ist zu alt (code proof-too-old)' };

/** With what people sign in. */
export const accountRoutes: readonly Route[] = [
  { method: 'get', path: '/account', summary: 'Das eigene Konto: womit man sich anmeldet', answers: { 200: Account } },
  {
    method: 'post',
    path: '/account/password',
    summary: 'Das eigene Kennwort ändern; andere Sitzungen enden',
    body: NewPassword,
    answers: { 200: Account },
    problems: { 429: 'Zu viele Versuche' },
  },
  {
    method: 'put',
    path: '/account/second-factor/setup',
    summary: 'Ein Geheimnis für die App; es zählt erst, wenn ein Code von ihm zurückkam',
    description: 'Noch einmal gesendet kommt ein anderes; das vorige läuft nach 20 Minuten ab.',
    answers: { 200: SecondFactorSetup },
    problems: proofTooOld,
  },
  {
    method: 'post',
    path: '/account/second-factor',
    summary:
      'Den zweiten Faktor mit dem ersten Code in Kraft setzen; die Wiederherstellungscodes werden dieses eine Mal gezeigt',
    body: NewSecondFactor,
    answers: { 201: RecoveryCodes },
    problems: { ...proofTooOld, 409: 'Die Einrichtung ist abgelaufen' },
  },
  {
    method: 'delete',
    path: '/account/second-factor',
    summary: 'Den zweiten Faktor abschalten',
    answers: { 204: 'empty' },
    problems: { ...proofTooOld, ...notFound },
  },
  {
    method: 'put',
    path: '/account/passkeys/options',
    summary: 'Aufgabe, mit der der Browser einen Passkey anlegt',
    description: 'Jede Aufgabe gilt einmal; noch einmal gesendet kommt eine neue.',
    answers: { 200: PasskeyCreation },
    problems: { ...proofTooOld, 409: 'Unter dieser Adresse sind keine Passkeys möglich' },
  },
  {
    method: 'post',
    path: '/account/passkeys',
    summary: 'Einen Passkey hinzufügen',
    body: NewPasskey,
    answers: { 201: Passkey },
    problems: { ...proofTooOld, 401: 'Der Passkey passt nicht zur Aufgabe, oder nicht angemeldet' },
  },
  {
    method: 'put',
    path: '/account/passkeys/{id}',
    summary: 'Einen eigenen Passkey umbenennen',
    body: PasskeyRenaming,
    answers: { 200: Passkey },
    problems: notFound,
  },
  {
    method: 'delete',
    path: '/account/passkeys/{id}',
    summary: 'Einen eigenen Passkey entfernen',
    answers: { 204: 'empty' },
    problems: { ...proofTooOld, ...notFound },
  },
];
