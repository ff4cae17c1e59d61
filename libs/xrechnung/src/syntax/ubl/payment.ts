import {
  type CreditTransfer,
  type DirectDebit,
  type Identifier,
  type PaymentCard,
  type PaymentHeader,
  type PaymentInstruction,
} from '../../model';
import { identifier, present, text } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';
import { creditorId } from './party';

/** UBL has all terms of the payment inside PaymentMeans, but for the creditor identifier of a party. */
export function paymentHeader(root: XmlElement): PaymentHeader | undefined {
  const creditor = creditorId(root);
  return creditor && { where: root.where, creditorId: creditor };
}

/** BG-16: one entry for each PaymentMeans. */
export function payment(root: XmlElement): readonly PaymentInstruction[] {
  const creditor = paymentHeader(root)?.creditorId;
  return all(root, 'cac:PaymentMeans').map((element) => {
    const code = one(element, 'cbc:PaymentMeansCode');
    const name = code?.attribute('name');
    return present({
      where: element.where,
      means: identifier(code),
      meansText: code && name !== undefined ? { text: name, where: `${code.where}/@name` } : undefined,
      remittance: text(first(element, 'cbc:PaymentID')),
      transfers: transfers(element),
      card: card(one(element, 'cac:CardAccount')),
      directDebit: directDebit(one(element, 'cac:PaymentMandate'), creditor),
    });
  });
}

function transfers(means: XmlElement): readonly CreditTransfer[] {
  const account = one(means, 'cac:PayeeFinancialAccount');
  if (!account) return [];
  return [
    present({
      where: account.where,
      account: identifier(one(account, 'cbc:ID')),
      accountName: text(one(account, 'cbc:Name')),
      bic: identifier(path(account, 'cac:FinancialInstitutionBranch', 'cbc:ID')),
    }),
  ];
}

function card(element: XmlElement | undefined): PaymentCard | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    number: text(one(element, 'cbc:PrimaryAccountNumberID')),
    holder: text(one(element, 'cbc:HolderName')),
  });
}

/** BG-19 stands where a mandate stands; the creditor identifier of the party is added to it. */
function directDebit(mandate: XmlElement | undefined, creditor: Identifier | undefined): DirectDebit | undefined {
  if (!mandate) return undefined;
  return present({
    where: mandate.where,
    mandate: identifier(one(mandate, 'cbc:ID')),
    creditorId: creditor,
    debitedAccount: identifier(path(mandate, 'cac:PayerFinancialAccount', 'cbc:ID')),
  });
}
