import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Icon } from '../components/icon';
import { useLanguage } from '../lib/language';
import { useKeys } from '../lib/use-keys';
import { texts } from './texts';

/** As typed, not at every key: the pause of a fast typist. */
const PAUSE = 180;

type SearchFieldProps = { readonly onDone?: () => void };

export function SearchField({ onDone }: SearchFieldProps) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { pathname, search, ...place } = useLocation();
  const state: unknown = place.state;
  const asked = pathname === '/' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [text, setText] = useState(asked);
  const [seen, setSeen] = useState(asked);
  const input = useRef<HTMLInputElement>(null);

  // Back, forward and the "x" of the filter change the address; the field follows.
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== text.trim()) setText(asked);
  }

  useEffect(() => {
    if (text.trim() === asked) return undefined;
    const timer = setTimeout(() => {
      const q = text.trim();
      void navigate(q === '' ? '/' : `/?ansicht=all&q=${encodeURIComponent(q)}`, { replace: asked !== '' });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [text, asked, navigate]);

  // Whoever asked for the search on a page without it comes here to type.
  const asksToType = typeof state === 'object' && state !== null && 'search' in state;
  useEffect(() => {
    if (asksToType) input.current?.focus();
  }, [asksToType]);

  useKeys({ 'Ctrl+k': () => input.current?.focus() });

  return (
    <search className="nav-search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label={t(texts.search)}
        placeholder={t(texts.search)}
        title={t(texts.searchHint)}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onDone?.();
        }}
      />
      <kbd aria-hidden="true">{t(texts.control)} K</kbd>
    </search>
  );
}
