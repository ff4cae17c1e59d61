import { type Text } from '../model';

/** XPath's `normalize-space(x) != ''`: there is more than XML white space. */
export const isFilled = (text: Text | undefined): boolean => text !== undefined && /[^\t\n\r ]/.test(text.text);

/** The places of a group that may be missing: a rule about its content is silent where there is no group. */
export const present = <T>(group: T | undefined): readonly T[] => (group === undefined ? [] : [group]);
