import {
  type CreditTransfer,
  type DirectDebit,
  type PaymentCard,
  type PaymentHeader,
  type PaymentInstruction,
} from '../../model';
import { identifier, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';

/** UNTDID 4461: direct debit, SEPA direct debit. */
const DIRECT_DEBIT = ['49', '59'];

/** BT-83, BT-89 and BT-90 stand in the header in CII, whether or not there is a means of payment. */
export function paymentHeader(settlement: XmlElement | undefined): PaymentHeader | undefined {
  if (!settlement) return undefined;
  const remittance = text(first(settlement, 'ram:PaymentReference'));
  const terms = all(settlement, 'ram:SpecifiedTradePaymentTerms');
  const mandate = identifier(terms.flatMap((entry) => first(entry, 'ram:DirectDebitMandateID') ?? [])[0]);
  const creditorId = identifier(one(settlement, 'ram:CreditorReferenceID'));
  if (!remittance && !mandate && !creditorId) return undefined;
  return present({ where: settlement.where, remittance, mandate, creditorId });
}

/** BG-16: one entry for each SpecifiedTradeSettlementPaymentMeans; what stands in the header is added to each. */
export function payment(settlement: XmlElement | undefined): readonly PaymentInstruction[] {
  const header = paymentHeader(settlement);
  return all(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans').map((element) =>
    present({
      where: element.where,
      means: identifier(one(element, 'ram:TypeCode')),
      meansText: text(first(element, 'ram:Information')),
      remittance: header?.remittance,
      transfers: transfers(element),
      card: card(one(element, 'ram:ApplicableTradeSettlementFinancialCard')),
      directDebit: directDebit(element, header),
    }),
  );
}

function transfers(means: XmlElement): readonly CreditTransfer[] {
  const account = one(means, 'ram:PayeePartyCreditorFinancialAccount');
  if (!account) return [];
  return [
    present({
      where: account.where,
      account: identifier(one(account, 'ram:IBANID') ?? one(account, 'ram:ProprietaryID')),
      accountName: text(one(account, 'ram:AccountName')),
      bic: identifier(path(means, 'ram:PayeeSpecifiedCreditorFinancialInstitution', 'ram:BICID')),
    }),
  ];
}

function card(element: XmlElement | undefined): PaymentCard | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    number: text(one(element, 'ram:ID')),
    holder: text(one(element, 'ram:CardholderName')),
  });
}

/** BG-19 is spread over the header in CII; it belongs to the means that debits an account or says that it is a direct debit. */
function directDebit(means: XmlElement, header: PaymentHeader | undefined): DirectDebit | undefined {
  const account = one(means, 'ram:PayerPartyDebtorFinancialAccount');
  if (!account && !DIRECT_DEBIT.includes(trimmed(one(means, 'ram:TypeCode')?.text ?? ''))) return undefined;

  const { mandate, creditorId } = header ?? {};
  if (!account && !mandate && !creditorId) return undefined;
  return present({
    where: (account ?? means).where,
    mandate,
    creditorId,
    debitedAccount: identifier(one(account, 'ram:IBANID')),
  });
}
