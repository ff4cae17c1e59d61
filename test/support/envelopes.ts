import { AFRelationship, PDFDocument } from 'pdf-lib';

/** A PDF of one page that carries `xml` as Factur-X and ZUGFeRD do. */
export async function hybridPdf(xml: string, fileName = 'factur-x.xml'): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]).drawText('Rechnung', { x: 60, y: 760, size: 18 });
  await document.attach(Buffer.from(xml), fileName, {
    mimeType: 'text/xml',
    afRelationship: AFRelationship.Alternative,
  });
  return document.save();
}

export type Attached = { readonly name: string; readonly type: string; readonly bytes: Uint8Array | string };

/** A mail as it comes off the wire: a sentence and the files. */
export function mailWith(subject: string, files: readonly Attached[]): string {
  const boundary = 'grenze';
  const parts = files.map(({ name, type, bytes }) =>
    [
      `--${boundary}`,
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n'),
    ].join('\r\n'),
  );
  return [
    'From: Buero <buero@absender.example>',
    'To: rechnung@musterstadt.example',
    `Subject: ${subject}`,
    'Date: Mon, 2 Mar 2026 08:00:00 +0100',
    `Message-ID: <${subject.replace(/\W/g, '')}@absender.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Anbei unsere Rechnung.',
    ...parts,
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
