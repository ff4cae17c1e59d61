import { z } from 'zod';

/**
 * The invoice as @libs/xrechnung stores it (`toRecord`): every leaf is `{text, where}`, amounts and dates carry their
 * exact reading beside it. The full list of terms stands in libs/xrechnung/src/model; here the part that screens use.
 */
const Leaf = z.looseObject({ text: z.string(), where: z.string() });
const Coded = Leaf.extend({ scheme: z.string().optional() });
const Amount = Leaf.extend({ value: z.string().optional(), currency: z.string().optional() });
const Numeric = Leaf.extend({ value: z.string().optional() });
const Quantity = Numeric.extend({ unit: z.string().optional() });
const Dated = Leaf.extend({ iso: z.string().optional() });
const group = <T extends z.core.$ZodLooseShape>(shape: T) => z.looseObject({ where: z.string(), ...shape });

const Address = group({
  line1: Leaf.optional(),
  line2: Leaf.optional(),
  line3: Leaf.optional(),
  city: Leaf.optional(),
  postCode: Leaf.optional(),
  subdivision: Leaf.optional(),
  country: Coded.optional(),
});
const Contact = group({ name: Leaf.optional(), phone: Leaf.optional(), email: Leaf.optional() });
const Party = group({
  name: Leaf.optional(),
  tradingName: Leaf.optional(),
  identifiers: z.array(Coded),
  legalId: Coded.optional(),
  vatId: Coded.optional(),
  taxNumber: Coded.optional(),
  legalInfo: Leaf.optional(),
  electronicAddress: Coded.optional(),
  address: Address.optional(),
  contact: Contact.optional(),
});
const Period = group({ start: Dated.optional(), end: Dated.optional() });
const AllowanceOrCharge = group({
  amount: Amount.optional(),
  base: Amount.optional(),
  percent: Numeric.optional(),
  vatCategory: Coded.optional(),
  vatRate: Numeric.optional(),
  reason: Leaf.optional(),
  reasonCode: Coded.optional(),
});
const Line = group({
  id: Leaf.optional(),
  note: Leaf.optional(),
  quantity: Quantity.optional(),
  net: Amount.optional(),
  orderLine: Leaf.optional(),
  period: Period.optional(),
  allowances: z.array(AllowanceOrCharge),
  charges: z.array(AllowanceOrCharge),
  price: group({
    net: Amount.optional(),
    discount: Amount.optional(),
    gross: Amount.optional(),
    baseQuantity: Quantity.optional(),
  }).optional(),
  vat: group({ category: Coded.optional(), rate: Numeric.optional() }).optional(),
  item: group({ name: Leaf.optional(), description: Leaf.optional(), sellerId: Coded.optional() }).optional(),
});

export const InvoiceRecord = group({
  syntax: z.enum(['ubl-invoice', 'ubl-creditnote', 'cii']),
  number: Leaf.optional(),
  issueDate: Dated.optional(),
  typeCode: Coded.optional(),
  currency: Coded.optional(),
  dueDate: Dated.optional(),
  buyerReference: Leaf.optional(),
  project: Leaf.optional(),
  contract: Leaf.optional(),
  purchaseOrder: Leaf.optional(),
  paymentTerms: Leaf.optional(),
  notes: z.array(group({ subject: Coded.optional(), text: Leaf.optional() })),
  specification: Leaf.optional(),
  precedingInvoices: z.array(group({ number: Leaf.optional(), date: Dated.optional() })),
  seller: Party.optional(),
  buyer: Party.optional(),
  payee: group({ name: Leaf.optional() }).optional(),
  delivery: group({ name: Leaf.optional(), address: Address.optional() }).optional(),
  deliveryDate: Dated.optional(),
  period: Period.optional(),
  payment: z.array(
    group({
      means: Coded.optional(),
      meansText: Leaf.optional(),
      remittance: Leaf.optional(),
      transfers: z.array(group({ account: Coded.optional(), accountName: Leaf.optional(), bic: Coded.optional() })),
      directDebit: group({
        mandate: Leaf.optional(),
        creditorId: Leaf.optional(),
        debitedAccount: Leaf.optional(),
      }).optional(),
    }),
  ),
  allowances: z.array(AllowanceOrCharge),
  charges: z.array(AllowanceOrCharge),
  totals: group({
    lineNet: Amount.optional(),
    allowances: Amount.optional(),
    charges: Amount.optional(),
    net: Amount.optional(),
    tax: Amount.optional(),
    taxAccounting: Amount.optional(),
    gross: Amount.optional(),
    prepaid: Amount.optional(),
    rounding: Amount.optional(),
    due: Amount.optional(),
  }),
  vat: z.array(
    group({
      base: Amount.optional(),
      tax: Amount.optional(),
      category: Coded.optional(),
      rate: Numeric.optional(),
      exemptionReason: Leaf.optional(),
      exemptionCode: Coded.optional(),
    }),
  ),
  supportingDocuments: z.array(
    group({
      id: Leaf.optional(),
      description: Leaf.optional(),
      uri: Leaf.optional(),
      attachment: group({
        fileName: z.string().optional(),
        mime: z.string().optional(),
        bytes: z.number().optional(),
      }).optional(),
    }),
  ),
  lines: z.array(Line),
});
export type InvoiceRecord = z.infer<typeof InvoiceRecord>;
