import { Link } from 'react-router';
import { useLanguage } from '../../lib/language';
import type { Understood } from './understood';

/** The status word, and the way to the case where there is one. A duplicate's word is itself the link. */
export function ArrivalLink({ line }: { readonly line: Understood }) {
  const { t } = useLanguage();
  if (!line.link) return t(line.status);
  const link = (
    <Link to={line.link.href} className="link">
      {t(line.link.text)}
    </Link>
  );
  if (t(line.link.text) === t(line.status)) return link;
  return (
    <>
      {t(line.status)} · {link}
    </>
  );
}
