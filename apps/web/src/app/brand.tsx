import { Link } from 'react-router';
import { Icon } from '../components/icon';

export function Brand({ entity }: { readonly entity: string }) {
  return (
    <Link className="brand" to="/">
      <span className="logo" aria-hidden="true">
        <Icon name="flow" />
      </span>
      <span className="brand-text">
        <b>Belegfluss</b>
        <span className="ell">{entity}</span>
      </span>
    </Link>
  );
}
