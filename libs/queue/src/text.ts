/** For people: cause, consequence and next step. */
export type Text = { readonly de: string; readonly en: string };
